/// The other side of the interop tests and of the benchmarks: programs that run real peers as child
/// processes, and the conversation with them.
///
/// Lives here: finding Node.js, installing the npm peers once, starting a peer, asking it for
/// things in JSON lines, and the one peer that is a JVM itself. Does not live here: anything of
/// Kith, whose nodes the tests start themselves. Nothing here contacts anything but loopback, save
/// `npm ci`, which fetches the pinned peers.
///
/// Start with [dev.kith.interop.PeerProcess].
@NullMarked
package dev.kith.interop;

import org.jspecify.annotations.NullMarked;
