package dev.kith.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.time.Duration;
import java.util.Optional;

/// The answer to a ping.
///
/// @param id the node's id
/// @param endpoint the node's endpoint
/// @param rtt how long the answer took
/// @param seenAs our endpoint as the node sees it (BEP 42), if it says so
public record Pong(NodeId id, Endpoint endpoint, Duration rtt, Optional<Endpoint> seenAs) {}
