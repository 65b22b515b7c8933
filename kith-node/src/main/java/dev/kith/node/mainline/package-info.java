/// The BitTorrent mainline DHT on the command line: one class for each command.
///
/// Here: [MainlineNetwork], which plugs it in, the commands of `kith mainline`, and the service
/// that the daemon runs. Not here: rules of the protocol; those are in `dev.kith.mainline`. Start
/// with [MainlineNetwork], then [MainlineCommand].
@NullMarked
package dev.kith.node.mainline;

import org.jspecify.annotations.NullMarked;
