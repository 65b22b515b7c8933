/// A deterministic network simulator: production node classes run in virtual time, on simulated
/// hosts, over links with delays and faults. The same seed gives the same run, event for event.
///
/// Here: [World], its hosts, and what they give a node: a loop, datagrams and a disk. Not here: any
/// network's messages, and any real clock, thread or socket. Start with [World].
@NullMarked
package dev.kith.sim;

import org.jspecify.annotations.NullMarked;
