package dev.kith.kv.store;

import dev.kith.kv.msgpack.MsgValue;

/// A value as a store returns it.
///
/// @param value the value
/// @param storedAt when it was stored last, in nanoseconds of the loop's time; may be negative for
///   one that was stored before the program began
/// @param expiresAt when it will be gone, in nanoseconds of the loop's time
/// @param copy which copy this is
public record StoredValue(MsgValue value, long storedAt, long expiresAt, Copy copy) {}
