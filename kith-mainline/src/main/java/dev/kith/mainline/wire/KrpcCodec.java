package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeDecoder;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.bencode.Limits;
import org.jspecify.annotations.Nullable;

/// KRPC packets to datagrams and back (BEP 5, "KRPC Protocol").
///
/// Reading is lenient where nodes in the wild differ harmlessly: keys of the envelope out of order,
/// bytes after the message, unknown keys, any form of `e`. It refuses what could not be answered
/// anyway: no bencoded dictionary, no `t`, no known `y`, a response without `r`. A query without
/// method or arguments is read, since it deserves an error. Stateless; safe for use by several
/// threads.
public final class KrpcCodec implements Codec<Packet> {
  /// The longest query accepted, in bytes. Responses may be as long as UDP allows: some nodes send
  /// their whole routing table.
  public static final int MAX_QUERY_BYTES = 2_048;

  private static final BencodeDecoder DECODER = BencodeDecoder.lenient(Limits.DATAGRAM);
  private static final Bytes QUERY = Bytes.utf8("q");
  private static final Bytes RESPONSE = Bytes.utf8("r");
  private static final Bytes ERROR = Bytes.utf8("e");

  /// A codec; all are alike.
  public KrpcCodec() {}

  @Override
  public Packet decode(byte[] datagram, int length) throws MalformedException {
    if (length == 0 || datagram[0] != 'd') {
      throw new MalformedException("not a dictionary", 0);
    }
    // Arguments come first: so nearly every query is recognised before it costs anything.
    if (length > MAX_QUERY_BYTES && datagram[1] == '1' && datagram[3] == 'a') {
      throw queryTooLong();
    }
    if (!(DECODER.decode(datagram, length) instanceof BDict message)) {
      throw new MalformedException("not a dictionary", 0);
    }
    Bytes t = message.string("t");
    if (t == null || t.length() > Packet.MAX_TRANSACTION_BYTES) {
      throw new MalformedException("no usable transaction id", 0);
    }
    Bytes y = message.string("y");
    return switch (y == null || y.length() != 1 ? 0 : y.at(0)) {
      case 'q' -> query(message, t, length);
      case 'r' -> response(message, t);
      case 'e' -> error(message, t);
      default -> throw new MalformedException("no known message type", 0);
    };
  }

  private static QueryPacket query(BDict message, Bytes t, int length) throws MalformedException {
    if (length > MAX_QUERY_BYTES) {
      throw queryTooLong();
    }
    Bytes q = message.string("q");
    return new QueryPacket(
        t, q == null ? Bytes.EMPTY : q, dict(message, "a"), version(message), readOnly(message));
  }

  private static ResponsePacket response(BDict message, Bytes t) throws MalformedException {
    BDict r = message.dict("r");
    if (r == null) {
      throw new MalformedException("a response without results", 0);
    }
    return new ResponsePacket(t, r, version(message), ip(message), readOnly(message));
  }

  private static ErrorPacket error(BDict message, Bytes t) {
    int code = 0;
    Bytes text = Bytes.EMPTY;
    switch (message.find("e")) {
      case BList list -> {
        boolean coded = list.size() > 0 && list.at(0) instanceof BInteger;
        code = coded ? code(list.at(0)) : 0;
        text = text(list, coded ? 1 : 0);
      }
      case BString(Bytes bytes) -> text = bytes;
      case BInteger number -> code = code(number);
      case BDict _ -> {}
      case null -> {}
    }
    return new ErrorPacket(t, code, text, dict(message, "r"), version(message), ip(message));
  }

  private static int code(BValue value) {
    return value instanceof BInteger(long code) && code == (int) code ? (int) code : 0;
  }

  /// The strings of `list` from `first` on; k-rpc-socket joins them by spaces likewise.
  private static Bytes text(BList list, int first) {
    if (list.size() == first + 1 && list.at(first) instanceof BString(Bytes only)) {
      return only;
    }
    Bytes joined = Bytes.EMPTY;
    for (int i = first; i < Math.min(list.size(), first + 4); i++) {
      if (list.at(i) instanceof BString(Bytes part)) {
        joined = joined.isEmpty() ? part : joined.concat(Bytes.utf8(" ")).concat(part);
      }
    }
    return joined;
  }

  private static BDict dict(BDict message, String name) {
    BDict dict = message.dict(name);
    return dict == null ? BDict.EMPTY : dict;
  }

  private static Bytes version(BDict message) {
    Bytes v = message.string("v");
    return v == null ? Bytes.EMPTY : v;
  }

  private static boolean readOnly(BDict message) {
    return message.integer("ro", 0) > 0;
  }

  private static @Nullable Endpoint ip(BDict message) {
    Bytes ip = message.string("ip");
    return ip == null ? null : CompactPeers.endpoint(ip);
  }

  private static MalformedException queryTooLong() {
    return new MalformedException("query too long", MAX_QUERY_BYTES);
  }

  @Override
  public int encode(Packet packet, byte[] datagram) {
    BencodeEncoder out = new BencodeEncoder(datagram);
    write(packet, out);
    if (out.size() > datagram.length) {
      throw new IllegalArgumentException(
          "a packet of " + out.size() + " bytes does not fit into " + datagram.length);
    }
    return out.size();
  }

  /// The datagram of `packet`.
  public static Bytes encode(Packet packet) {
    BencodeEncoder out = new BencodeEncoder(new byte[256]);
    write(packet, out);
    return out.toBytes();
  }

  private static void write(Packet packet, BencodeEncoder out) {
    out.beginDict();
    switch (packet) {
      case QueryPacket query -> {
        out.key(Keys.A).value(query.a());
        out.key(Keys.Q).string(query.q());
        writeReadOnly(out, query.readOnly());
        writeEnd(out, query, QUERY);
      }
      case ResponsePacket response -> {
        writeIp(out, response.ip());
        out.key(Keys.R).value(response.r());
        writeReadOnly(out, response.readOnly());
        writeEnd(out, response, RESPONSE);
      }
      case ErrorPacket error -> {
        out.key(Keys.E).beginList().integer(error.code()).string(error.text()).end();
        writeIp(out, error.ip());
        if (error.r().size() > 0) {
          out.key(Keys.R).value(error.r());
        }
        writeEnd(out, error, ERROR);
      }
    }
    out.end();
  }

  private static void writeReadOnly(BencodeEncoder out, boolean readOnly) {
    if (readOnly) {
      out.key(Keys.RO).integer(1);
    }
  }

  private static void writeIp(BencodeEncoder out, @Nullable Endpoint ip) {
    if (ip != null) {
      out.key(Keys.IP).string(CompactPeers.encode(ip));
    }
  }

  private static void writeEnd(BencodeEncoder out, Packet packet, Bytes type) {
    out.key(Keys.T).string(packet.t());
    if (!packet.v().isEmpty()) {
      out.key(Keys.V).string(packet.v());
    }
    out.key(Keys.Y).string(type);
  }
}
