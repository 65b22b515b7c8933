/// A node of the key/value network: small parts on the drivers of `dev.kith.core`.
///
/// Here: the [Profile], which says what a value is. Not here: bytes on the wire, stores, sockets,
/// threads and clocks. Internal to this module.
@NullMarked
package dev.kith.kv.node;

import org.jspecify.annotations.NullMarked;
