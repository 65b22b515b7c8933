/// Queries and replies over one socket, shared by the full node and the k-rpc façade.
///
/// Here: [Rpc], which sends queries, matches replies and knows how long to wait. Not here: what a
/// query means. Internal to this module.
@NullMarked
package dev.kith.mainline.rpc;

import org.jspecify.annotations.NullMarked;
