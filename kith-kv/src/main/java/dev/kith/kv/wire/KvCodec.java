package dev.kith.kv.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Codec;
import dev.kith.kv.msgpack.MsgLimits;
import dev.kith.kv.msgpack.MsgReader;
import dev.kith.kv.msgpack.MsgWriter;

/// Packets to datagrams and back, byte for byte as rpcudp and u-msgpack write them.
///
/// Reading is lenient where the library is: any width of MessagePack, bytes after the payload. Of a
/// response only the message id is read; the rest is for [Response#value]. Stateless; safe for use
/// by several threads.
public final class KvCodec implements Codec<Packet> {
  /// The longest request accepted, in bytes. A response may be as long as UDP allows: the limit of
  /// 8,192 bytes binds requests only.
  public static final int MAX_REQUEST_BYTES = Packet.HEADER_BYTES + Request.MAX_PAYLOAD_BYTES;

  private static final int REQUEST = 0;
  private static final int RESPONSE = 1;

  /// A codec; all are alike.
  public KvCodec() {}

  @Override
  public Packet decode(byte[] datagram, int length) throws MalformedException {
    if (length <= Packet.HEADER_BYTES) {
      throw new MalformedException("too short", length);
    }
    int type = datagram[0];
    if (type != REQUEST && type != RESPONSE) {
      throw new MalformedException("neither request nor response", 0);
    }
    if (type == REQUEST && length > MAX_REQUEST_BYTES) {
      throw new MalformedException("request too long", MAX_REQUEST_BYTES);
    }
    Bytes bytes = Bytes.copyOf(datagram, 0, length);
    Bytes messageId = bytes.slice(1, Packet.MESSAGE_ID_BYTES);
    return type == REQUEST
        ? RequestReader.read(
            messageId, MsgReader.read(bytes, Packet.HEADER_BYTES, MsgLimits.REQUEST))
        : new Response(messageId, bytes.slice(Packet.HEADER_BYTES, length - Packet.HEADER_BYTES));
  }

  /// Writes `packet` into `datagram`.
  ///
  /// @throws IllegalArgumentException if it does not fit, or is a request with a payload beyond
  ///   [Request#MAX_PAYLOAD_BYTES]; whoever takes values from an application asks [#payloadBytes]
  ///   before
  @Override
  public int encode(Packet packet, byte[] datagram) {
    MsgWriter out = new MsgWriter(datagram, Packet.HEADER_BYTES);
    write(packet, out);
    if (out.size() > datagram.length
        || packet instanceof Request && out.size() > MAX_REQUEST_BYTES) {
      throw new IllegalArgumentException("a packet of " + out.size() + " bytes is too long");
    }
    datagram[0] = (byte) (packet instanceof Request ? REQUEST : RESPONSE);
    packet.messageId().copyTo(datagram, 1);
    return out.size();
  }

  /// The datagram of `packet`, however long.
  public static Bytes encode(Packet packet) {
    MsgWriter out = new MsgWriter(new byte[256], Packet.HEADER_BYTES);
    write(packet, out);
    byte[] datagram = out.toBytes().toArray();
    datagram[0] = (byte) (packet instanceof Request ? REQUEST : RESPONSE);
    packet.messageId().copyTo(datagram, 1);
    return Bytes.wrap(datagram);
  }

  /// The length of the payload of `packet` in bytes.
  public static int payloadBytes(Packet packet) {
    MsgWriter out = new MsgWriter(new byte[256], 0);
    write(packet, out);
    return out.size();
  }

  private static void write(Packet packet, MsgWriter out) {
    switch (packet) {
      case Request.Stun _ -> call(out, "stun", 0);
      case Request.Ping ping -> id(call(out, "ping", 1), ping.id());
      case Request.Store store -> {
        id(id(call(out, "store", 3), store.id()), store.key());
        out.value(store.value());
      }
      case Request.FindNode find -> id(id(call(out, "find_node", 2), find.id()), find.target());
      case Request.FindValue find -> id(id(call(out, "find_value", 2), find.id()), find.key());
      case Request.KnownNodes _ -> call(out, "known_nodes", 0);
      case Request.Unknown unknown -> call(out, unknown.function(), 0);
      case Response response -> out.raw(response.payload());
    }
  }

  private static MsgWriter call(MsgWriter out, String function, int arguments) {
    return out.array(2).str(function).array(arguments);
  }

  private static MsgWriter id(MsgWriter out, NodeId id) {
    return out.bin(id.bytes());
  }
}
