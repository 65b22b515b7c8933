package dev.kith.kv.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;

/// A call of a remote function. The address of the asker is not in it: the answer goes where the
/// datagram came from.
public sealed interface Request extends Packet {
  /// The length of ids and keys, in bytes. The library does not check it; we do.
  int ID_BYTES = 20;

  /// The longest payload of a request, in bytes: the MessagePack form of function and arguments.
  /// The library refuses to send more, and every receiver of ours to read more.
  int MAX_PAYLOAD_BYTES = 8_192;

  /// The longest text, as UTF-8, and the longest byte string that a `store` can carry, in bytes.
  int MAX_VALUE_BYTES = 8_137;

  /// The longest MessagePack form of a value that a `store` can carry, in bytes.
  int MAX_FORM_BYTES = MAX_VALUE_BYTES + 3;

  /// The name of the function, as on the wire.
  String function();

  /// What is my address?
  record Stun(Bytes messageId) implements Request {
    @Override
    public String function() {
      return "stun";
    }
  }

  /// Are you there?
  ///
  /// @param id the asker's
  record Ping(Bytes messageId, NodeId id) implements Request {
    @Override
    public String function() {
      return "ping";
    }
  }

  /// Keep this value under this key.
  ///
  /// @param id the asker's
  /// @param value of any type; what the asker's own rules are, nobody can see here
  record Store(Bytes messageId, NodeId id, NodeId key, MsgValue value) implements Request {
    @Override
    public String function() {
      return "store";
    }
  }

  /// Who is close to `target`?
  ///
  /// @param id the asker's
  record FindNode(Bytes messageId, NodeId id, NodeId target) implements Request {
    @Override
    public String function() {
      return "find_node";
    }
  }

  /// What is stored under `key`, or who is close to it?
  ///
  /// @param id the asker's
  record FindValue(Bytes messageId, NodeId id, NodeId key) implements Request {
    @Override
    public String function() {
      return "find_value";
    }
  }

  /// Whom do you know? Only the fork's older revision offers this, and answers it with an empty
  /// list or not at all.
  record KnownNodes(Bytes messageId) implements Request {
    @Override
    public String function() {
      return "known_nodes";
    }
  }

  /// A function from the future, never answered.
  record Unknown(Bytes messageId, String function) implements Request {}
}
