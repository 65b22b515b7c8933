package dev.kith.mainline.rpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.observe.Observer;
import java.time.Duration;

/// How queries are sent. Immutable.
///
/// @param idBytes the length of ids, 20 in the mainline DHT
/// @param timeout when a query is given up
/// @param sends how often an unanswered query is sent in all
/// @param mostInFlight most queries out at a time
/// @param mostQueued most queries of each class waiting for their turn
/// @param version the `v` of our packets, or empty for none
/// @param observer who watches
public record RpcOptions(
    int idBytes,
    Duration timeout,
    int sends,
    int mostInFlight,
    int mostQueued,
    Bytes version,
    Observer observer) {}
