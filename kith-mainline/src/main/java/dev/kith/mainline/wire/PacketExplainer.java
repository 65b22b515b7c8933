package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.ExplainedField;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// Explains a datagram field by field, for a person who looks at traffic.
///
/// A datagram that cannot be decoded is explained as far as it could be read; its last line then
/// says what is wrong and where.
public final class PacketExplainer {
  private final Bytes datagram;
  private final List<ExplainedField> lines = new ArrayList<>();

  private PacketExplainer(Bytes datagram) {
    this.datagram = datagram;
  }

  /// The explanation of `datagram`: first the whole, then its fields in the order they appear.
  public static List<ExplainedField> explain(Bytes datagram) {
    return new PacketExplainer(datagram).explain();
  }

  private List<ExplainedField> explain() {
    try {
      Packet packet = new KrpcCodec().decode(datagram.toArray(), datagram.length());
      lines.add(new ExplainedField(0, "", size(datagram), summary(packet)));
      int end = fields(datagram.length());
      if (end < datagram.length()) {
        int rest = datagram.length() - end;
        lines.add(new ExplainedField(end, "", size(rest), "after the message, ignored"));
      }
    } catch (MalformedException why) {
      lines.add(new ExplainedField(0, "", size(datagram), "not a KRPC message"));
      // The complaint may be about the message as a whole; then all of it can be read.
      fields(why.offset() == 0 ? datagram.length() : why.offset());
      lines.add(new ExplainedField(why.offset(), "", "", "malformed: " + why.reason()));
    }
    return lines;
  }

  private static String summary(Packet packet) {
    return switch (packet) {
      case QueryPacket query -> {
        String refusal =
            Request.parse(query) instanceof Refusal(int code, String text)
                ? ", to be refused: " + code + " " + text
                : "";
        yield "query " + FieldMeanings.text(query.q()) + refusal;
      }
      case ResponsePacket _ -> "response";
      case ErrorPacket error -> "error " + error.code() + " " + FieldMeanings.text(error.text());
    };
  }

  /// Adds a line for each value that ends before `limit`; returns where the message ends.
  private int fields(int limit) {
    FieldScanner scanner = new FieldScanner(datagram, limit);
    while (scanner.next()) {
      String field = scanner.path();
      if (scanner.isString()) {
        string(scanner.valueOffset(), field, scanner.string());
      } else {
        String number = Long.toString(scanner.integer());
        add(
            scanner.valueOffset(),
            field,
            number,
            FieldMeanings.ofInteger(field, scanner.integer()));
      }
    }
    return scanner.position();
  }

  private void string(int offset, String field, Bytes value) {
    String generic = FieldMeanings.generic(field);
    Endpoint endpoint =
        generic.equals("ip") || generic.equals("r.values[]") ? CompactPeers.endpoint(value) : null;
    if (endpoint != null) {
      add(offset, field, endpoint.toString(), FieldMeanings.of(field));
    } else if (generic.equals("r.nodes")) {
      nodes(offset, field, value, Family.V4);
    } else if (generic.equals("r.nodes6")) {
      nodes(offset, field, value, Family.V6);
    } else {
      add(offset, field, FieldMeanings.text(value), FieldMeanings.ofString(field, value));
    }
  }

  private void nodes(int offset, String field, Bytes value, Family family) {
    int step = family.nodeBytes(CompactNodes.ID_BYTES);
    int count = value.length() / step;
    int rest = value.length() % step;
    String odd = rest == 0 ? "" : ", and " + rest + " bytes that are no node";
    add(offset, field, count + (count == 1 ? " node" : " nodes"), FieldMeanings.of(field) + odd);
    for (int i = 0; i < count; i++) {
      List<Contact> one = CompactNodes.decode(value.slice(i * step, step), family);
      String text = one.isEmpty() ? value.slice(i * step, step).toHex() : one.getFirst().toString();
      String meaning = one.isEmpty() ? "unusable, ignored" : "";
      add(offset + i * step, field + "[" + i + "]", text, meaning);
    }
  }

  private void add(int offset, String field, String value, String meaning) {
    lines.add(new ExplainedField(offset, field, value, meaning));
  }

  private static String size(Bytes bytes) {
    return size(bytes.length());
  }

  private static String size(int bytes) {
    return bytes + (bytes == 1 ? " byte" : " bytes");
  }
}
