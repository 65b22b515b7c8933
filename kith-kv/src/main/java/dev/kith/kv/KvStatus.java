package dev.kith.kv;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;

/// A node at one moment.
///
/// @param health one word: starting, bootstrapping, joined, unreachable, or alone
/// @param local where it listens
/// @param id its id
/// @param contacts how many nodes it knows
/// @param values how many values it keeps
/// @param bytes what they take
/// @param published how many values it sets again every day
/// @param network how many nodes the network has by its estimate; 0 while it cannot tell
public record KvStatus(
    String health,
    Endpoint local,
    NodeId id,
    int contacts,
    int values,
    long bytes,
    int published,
    double network) {}
