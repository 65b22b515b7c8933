package dev.kith.kv.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.ExplainedField;
import dev.kith.core.bytes.MalformedException;
import dev.kith.kv.msgpack.MsgScanner;
import dev.kith.kv.msgpack.MsgValue;
import java.util.ArrayList;
import java.util.List;

/// Explains a datagram field by field, for a person who looks at traffic.
///
/// A datagram that cannot be decoded is explained as far as it could be read; its last line then
/// says what is wrong and where.
public final class PacketExplainer {
  private static final int SHOWN_BYTES = 64;

  private final Bytes datagram;
  private final boolean isRequest;
  private final List<ExplainedField> lines = new ArrayList<>();
  private String function = "";

  private PacketExplainer(Bytes datagram) {
    this.datagram = datagram;
    this.isRequest = datagram.length() > 0 && datagram.at(0) == 0;
  }

  /// The explanation of `datagram`: first the whole, then its fields in the order they appear.
  public static List<ExplainedField> explain(Bytes datagram) {
    return new PacketExplainer(datagram).explain();
  }

  private List<ExplainedField> explain() {
    try {
      Packet packet = new KvCodec().decode(datagram.toArray(), datagram.length());
      add(0, "", size(datagram.length()), summary(packet));
      int end = fields();
      if (end < datagram.length()) {
        add(end, "", size(datagram.length() - end), "after the message, ignored");
      }
    } catch (MalformedException why) {
      add(0, "", size(datagram.length()), "not a message of rpcudp");
      try {
        int end = fields();
        if (end < datagram.length()) {
          add(end, "", size(datagram.length() - end), "after the value");
        }
      } catch (MalformedException end) {
        // Where the fields end is said by the last line.
      }
      add(why.offset(), "", "", "malformed: " + why.reason());
    }
    return lines;
  }

  private static String summary(Packet packet) throws MalformedException {
    return switch (packet) {
      case Request.Unknown unknown ->
          "request of an unknown function, " + unknown.function() + ": never answered";
      case Request request -> "request: " + meaning(request.function());
      case Response response -> "response" + guess(response.value());
    };
  }

  private static String meaning(String function) {
    return switch (function) {
      case "stun" -> "what is my address?";
      case "ping" -> "are you there?";
      case "store" -> "keep this value under this key";
      case "find_node" -> "who is close to the target?";
      case "find_value" -> "what is stored under the key, or who is close to it?";
      case "known_nodes" -> "whom do you know?";
      default -> "a function nobody knows";
    };
  }

  /// A response does not say to what; its form allows a guess.
  private static String guess(MsgValue value) {
    return switch (value) {
      case MsgValue.Bin(Bytes id) when id.length() == Request.ID_BYTES -> ", perhaps to a ping";
      case MsgValue.Bool _ -> ", perhaps to a store";
      case MsgValue.Map hit when hit.find("value") != null -> ": a value of the plain profile";
      case MsgValue.Map hit when hit.find("authorization") != null -> ": a signed value";
      case MsgValue.Array(List<MsgValue> items)
          when !items.isEmpty() && items.getFirst() instanceof MsgValue.Array ->
          ": " + items.size() + " contacts";
      case MsgValue.Array(List<MsgValue> items)
          when !items.isEmpty() && items.getFirst() instanceof MsgValue.Str ->
          ", perhaps to a stun";
      default -> "";
    };
  }

  /// Adds a line for each field; returns where the value ends.
  private int fields() throws MalformedException {
    if (datagram.length() > 0) {
      int type = datagram.at(0);
      add(
          0,
          "type",
          Integer.toString(type),
          type == 0 ? "request" : type == 1 ? "response" : "unknown");
    }
    if (datagram.length() < Packet.HEADER_BYTES) {
      return datagram.length();
    }
    add(1, "id", datagram.slice(1, Packet.MESSAGE_ID_BYTES).toHex(), "chosen by the asker");
    MsgScanner scanner = new MsgScanner(datagram, Packet.HEADER_BYTES);
    FieldPath path = new FieldPath(isRequest);
    do {
      MsgScanner.Kind kind = scanner.next();
      String text = text(kind, scanner);
      String name = path.name();
      if (name.equals("function")) {
        function = text.replace("\"", "");
      }
      boolean opens = kind == MsgScanner.Kind.ARRAY || kind == MsgScanner.Kind.MAP;
      if (!opens || !name.isEmpty()) {
        add(scanner.start(), name, text, meaningOf(name));
      }
      path.step(kind, scanner.size(), text);
    } while (path.isOpen());
    return scanner.position();
  }

  private String meaningOf(String field) {
    return switch (field) {
      case "function" -> meaning(function);
      case "arguments[0]" -> "id of the node that asks";
      case "arguments[1]" -> function.equals("find_node") ? "the target" : "the key";
      case "arguments[2]" -> function.equals("store") ? "the value" : "";
      default -> "";
    };
  }

  private static String text(MsgScanner.Kind kind, MsgScanner scanner) {
    return switch (kind) {
      case NIL -> "nil";
      case BOOL -> scanner.bits() == 1 ? "true" : "false";
      case INT -> Long.toString(scanner.bits());
      case LARGE_INT -> Long.toUnsignedString(scanner.bits());
      case FLOAT -> Double.toString(Double.longBitsToDouble(scanner.bits()));
      case STR ->
          scanner
              .content()
              .asUtf8()
              .map(text -> '"' + shortened(text) + '"')
              .orElseGet(() -> "no UTF-8: 0x" + shortened(scanner.content().toHex()));
      case BIN -> "0x" + shortened(scanner.content().toHex());
      case ARRAY -> scanner.size() + (scanner.size() == 1 ? " item" : " items");
      case MAP -> scanner.size() + (scanner.size() == 1 ? " entry" : " entries");
    };
  }

  private static String shortened(String text) {
    boolean printable = text.chars().noneMatch(each -> each < 0x20 || each == 0x7f);
    String shown = printable ? text : text.replaceAll("[\\x00-\\x1f\\x7f]", "�");
    return shown.length() <= SHOWN_BYTES
        ? shown
        : shown.substring(0, SHOWN_BYTES) + "… (" + text.length() + ")";
  }

  private void add(int offset, String field, String value, String meaning) {
    lines.add(new ExplainedField(offset, field, value, meaning));
  }

  private static String size(int bytes) {
    return bytes + (bytes == 1 ? " byte" : " bytes");
  }
}
