package dev.kith.kv.wire;

import dev.kith.core.bytes.Bytes;

/// A message of rpcudp: a [Request] or a [Response].
///
/// On the wire it is one byte for the type, 20 bytes of message id, and one MessagePack value.
public sealed interface Packet permits Request, Response {
  /// The length of a message id, in bytes.
  int MESSAGE_ID_BYTES = 20;

  /// What stands before the MessagePack value, in bytes.
  int HEADER_BYTES = 1 + MESSAGE_ID_BYTES;

  /// The message id: 20 random bytes that the asker chose and the answerer echoes.
  Bytes messageId();
}
