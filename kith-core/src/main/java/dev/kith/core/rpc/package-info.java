/// Requests and what becomes of them: which reply belongs to which request, how long to wait, how
/// many at a time.
///
/// Here: [RequestTracker], [RttEstimate], [InFlightWindow]. Not here: messages, transaction ids of
/// any format, or sending; a network's node does those. Start with [RequestTracker].
@NullMarked
package dev.kith.core.rpc;

import org.jspecify.annotations.NullMarked;
