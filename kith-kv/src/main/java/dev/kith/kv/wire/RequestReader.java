package dev.kith.kv.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import java.util.List;

/// Reads the payload of a request: the function's name and its arguments.
///
/// A name in bytes names nothing, a wrong number of arguments calls nothing. An empty map passes
/// for no arguments, as in the library.
final class RequestReader {
  private final Bytes messageId;
  private final List<MsgValue> arguments;

  private RequestReader(Bytes messageId, List<MsgValue> arguments) {
    this.messageId = messageId;
    this.arguments = arguments;
  }

  static Request read(Bytes messageId, MsgValue payload) throws MalformedException {
    if (!(payload instanceof MsgValue.Array(List<MsgValue> call) && call.size() == 2)) {
      throw malformed("not a call of a function");
    }
    if (!(call.get(0) instanceof MsgValue.Str(String function))) {
      throw malformed("a function's name is text");
    }
    List<MsgValue> arguments =
        switch (call.get(1)) {
          case MsgValue.Array(List<MsgValue> items) -> items;
          case MsgValue.Map(var entries) when entries.isEmpty() -> List.of();
          default -> throw malformed("not a list of arguments");
        };
    return new RequestReader(messageId, arguments).request(function);
  }

  private Request request(String function) throws MalformedException {
    return switch (function) {
      case "stun" -> {
        expect(0);
        yield new Request.Stun(messageId);
      }
      case "ping" -> {
        expect(1);
        yield new Request.Ping(messageId, id(0));
      }
      case "store" -> {
        expect(3);
        yield new Request.Store(messageId, id(0), id(1), arguments.get(2));
      }
      case "find_node" -> {
        expect(2);
        yield new Request.FindNode(messageId, id(0), id(1));
      }
      case "find_value" -> {
        expect(2);
        yield new Request.FindValue(messageId, id(0), id(1));
      }
      case "known_nodes" -> {
        expect(0);
        yield new Request.KnownNodes(messageId);
      }
      default -> new Request.Unknown(messageId, function);
    };
  }

  private void expect(int count) throws MalformedException {
    if (arguments.size() != count) {
      throw malformed("wrong number of arguments");
    }
  }

  private NodeId id(int index) throws MalformedException {
    if (arguments.get(index) instanceof MsgValue.Bin(Bytes bytes)
        && bytes.length() == Request.ID_BYTES) {
      return NodeId.of(bytes);
    }
    throw malformed("an id of 20 bytes was expected");
  }

  private static MalformedException malformed(String reason) {
    return new MalformedException(reason, Packet.HEADER_BYTES);
  }
}
