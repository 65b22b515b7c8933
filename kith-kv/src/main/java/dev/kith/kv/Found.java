package dev.kith.kv;

import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.kv.msgpack.MsgValue;
import java.util.Optional;

/// What came of getting a value.
///
/// @param key the digest it was looked for under
/// @param value the value, empty if nobody asked had one that is to be believed
/// @param holders how many of the answers held a value that is to be believed, our own included;
///   the search for a plain value ends with the first
/// @param lookup what finding it took; nothing if it was here
public record Found(NodeId key, Optional<MsgValue> value, int holders, LookupCounts lookup) {}
