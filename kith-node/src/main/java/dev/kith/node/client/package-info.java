/// What commands of all networks have in common.
///
/// Here: [ClientCommand], the frame of a command that asks a network; [DecodeCommand], that of one
/// that explains a datagram; and the reading of what was typed. Not here: any network. Start with
/// [ClientCommand].
@NullMarked
package dev.kith.node.client;

import org.jspecify.annotations.NullMarked;
