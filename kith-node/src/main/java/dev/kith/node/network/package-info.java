/// How a network plugs into the program.
///
/// Here: [Network], what a network gives; [Networks], the list of them; [Service], a network as the
/// daemon runs it. Not here: any network; each has a package of its own beside this one. Start with
/// [Network].
@NullMarked
package dev.kith.node.network;

import org.jspecify.annotations.NullMarked;
