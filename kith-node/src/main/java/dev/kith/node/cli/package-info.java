/// The frame that every command stands in.
///
/// Here: the root command and how it is put together ([Kith]), what every command may use
/// ([Shell]), the options that every level accepts, exit codes and error lines, help, completion.
/// Not here: any network; those plug in through `dev.kith.node.network`. Start with [Kith].
@NullMarked
package dev.kith.node.cli;

import org.jspecify.annotations.NullMarked;
