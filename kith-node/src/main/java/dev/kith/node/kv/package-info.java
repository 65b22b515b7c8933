/// The key/value network on the command line: one class for each command.
///
/// Here: [KvNetwork], which plugs it in; the commands of `kith kv`, of which those that ask the
/// network start with [KvCommand], and those that sign, post and read over HTTP with [SignCommand];
/// and the service that the daemon runs. Not here: rules of the protocol (`dev.kith.kv`).
@NullMarked
package dev.kith.node.kv;

import org.jspecify.annotations.NullMarked;
