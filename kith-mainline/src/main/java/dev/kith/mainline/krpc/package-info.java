/// The k-rpc API: low-level queries and lookups over KRPC for programs that speak a DHT protocol of
/// their own, or want to answer queries themselves.
///
/// Start at [dev.kith.mainline.krpc.KRpc], which posts to `KRpcNode`. What a full node stores and
/// answers does not belong here: nothing in this package answers a query by itself. What the
/// original does otherwise is in `docs/deviations.md`.
@NullMarked
package dev.kith.mainline.krpc;

import org.jspecify.annotations.NullMarked;
