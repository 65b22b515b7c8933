package dev.kith.node.http;

import dev.kith.kv.http.DhtApi;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What is answered at which path.
///
/// @param pages a GET of exactly this path
/// @param events the stream of events, if there is one
/// @param values the interface of signed values, if a network with them runs
record Site(
    Map<String, Supplier<Answer>> pages, Optional<EventStream> events, Optional<DhtApi> values) {}
