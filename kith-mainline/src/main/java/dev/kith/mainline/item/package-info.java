/// Arbitrary data in the DHT (BEP 44) and links to mutable torrents (BEP 46).
///
/// Here: items as values, how they are addressed, signed and verified. Not here: the queries that
/// carry them (`dev.kith.mainline.wire`) and the store that keeps them (`dev.kith.mainline.store`).
/// Start with [Item].
@NullMarked
package dev.kith.mainline.item;

import org.jspecify.annotations.NullMarked;
