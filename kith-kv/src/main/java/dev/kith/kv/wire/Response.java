package dev.kith.kv.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.msgpack.MsgValue;

/// What a remote function returned. Nothing in it says which function that was: see [Answer].
public record Response(Bytes messageId, MsgValue value) implements Packet {}
