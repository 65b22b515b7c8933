package dev.kith.kv.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.kv.msgpack.MsgLimits;
import dev.kith.kv.msgpack.MsgReader;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;

/// What a remote function returned. Nothing in it says which function that was: see [Answer].
///
/// It is not read before it is known that somebody asked for it: anybody can send a long one, and
/// to read that takes far longer than to see that its message id is nobody's.
///
/// @param payload a MessagePack value, and perhaps bytes that mean nothing; not checked
public record Response(Bytes messageId, Bytes payload) implements Packet {
  /// The response that says `value`.
  public Response(Bytes messageId, MsgValue value) {
    this(messageId, MsgWriter.write(value));
  }

  /// What it says.
  ///
  /// @throws MalformedException if that is no value, or goes beyond [MsgLimits#RESPONSE]
  public MsgValue value() throws MalformedException {
    try {
      return MsgReader.read(payload, 0, MsgLimits.RESPONSE);
    } catch (MalformedException why) {
      throw new MalformedException(why.reason(), Packet.HEADER_BYTES + why.offset());
    }
  }
}
