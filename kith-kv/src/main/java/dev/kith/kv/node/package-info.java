/// A node of the key/value network: small parts on the drivers of `dev.kith.core`.
///
/// Here: [Node], which owns the parts; [Rpc], the socket; [Neighbours], whom it knows; [Server],
/// what it answers; [Values], what it keeps; and one class for each thing a node does by itself
/// ([Republisher], [Publisher], [Welcome]) or for an application ([Getting], [Setting]). A
/// [Profile] says what a value is. Not here: bytes on the wire, stores, sockets, threads and
/// clocks. Start with [Node], then [Neighbours]. Internal to this module.
@NullMarked
package dev.kith.kv.node;

import org.jspecify.annotations.NullMarked;
