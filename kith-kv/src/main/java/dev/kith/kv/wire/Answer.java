package dev.kith.kv.wire;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgValue;
import java.util.List;

/// What a response says, once it is known what was asked.
///
/// Reading is as lenient as the library where that does no harm, and stricter where it would have
/// to guess: an id has 20 bytes, a contact three elements and an IP address.
public sealed interface Answer {
  /// The value that goes into the response.
  MsgValue toValue();

  /// Reads `value` as an answer to `request`.
  ///
  /// @throws MalformedException if it is none
  static Answer read(Request request, MsgValue value) throws MalformedException {
    return switch (request) {
      case Request.Stun _ -> Observed.read(value);
      case Request.Ping _ -> Pong.read(value);
      case Request.Store _ -> new Stored(value.equals(MsgValue.Bool.TRUE));
      case Request.FindNode _ -> new Near(ContactList.read(value));
      case Request.FindValue _ ->
          value instanceof MsgValue.Map hit ? new Hit(hit) : new Near(ContactList.read(value));
      case Request.KnownNodes _ -> new Near(ContactList.read(value));
      case Request.Unknown _ -> throw new MalformedException("an answer to nothing known", 0);
    };
  }

  /// To `ping`: here I am.
  ///
  /// @param id the answerer's
  record Pong(NodeId id) implements Answer {
    @Override
    public MsgValue toValue() {
      return new MsgValue.Bin(id.bytes());
    }

    private static Pong read(MsgValue value) throws MalformedException {
      if (value instanceof MsgValue.Bin(var bytes) && bytes.length() == Request.ID_BYTES) {
        return new Pong(NodeId.of(bytes));
      }
      throw new MalformedException("an id was expected", Packet.HEADER_BYTES);
    }
  }

  /// To `stun`: where your request came from.
  record Observed(Endpoint endpoint) implements Answer {
    /// Two elements for IPv4; for IPv6 the two that Python's sockets add, which are 0 here.
    @Override
    public MsgValue toValue() {
      MsgValue ip = new MsgValue.Str(endpoint.address().toString());
      MsgValue port = MsgValue.Int.of(endpoint.port());
      MsgValue none = MsgValue.Int.of(0);
      return endpoint.isV4()
          ? MsgValue.Array.of(ip, port)
          : MsgValue.Array.of(ip, port, none, none);
    }

    private static Observed read(MsgValue value) throws MalformedException {
      if (value instanceof MsgValue.Array(var items)
          && (items.size() == 2 || items.size() == 4)
          && items.get(0) instanceof MsgValue.Str(String ip)
          && items.get(1) instanceof MsgValue.Int port
          && port.isWithin(0, 0xffff)) {
        try {
          return new Observed(new Endpoint(Address.parse(ip), (int) port.bits()));
        } catch (IllegalArgumentException noAddress) {
          throw new MalformedException("an IP address was expected", Packet.HEADER_BYTES);
        }
      }
      throw new MalformedException("an address was expected", Packet.HEADER_BYTES);
    }
  }

  /// To `store`: whether the value is kept. The library and the fork's older revision always say
  /// so; anything but true counts as no.
  record Stored(boolean kept) implements Answer {
    @Override
    public MsgValue toValue() {
      return MsgValue.Bool.of(kept);
    }
  }

  /// To `find_node`, and to `find_value` where there is no value: who is close.
  ///
  /// @param contacts nearest first, if the answerer sorts them
  record Near(List<Contact> contacts) implements Answer {
    /// Copies the list.
    public Near {
      contacts = List.copyOf(contacts);
    }

    @Override
    public MsgValue toValue() {
      return ContactList.toValue(contacts);
    }
  }

  /// To `find_value`: what is stored. The plain profile has it under `value`, the signed ones wrap
  /// it in a message of the node's own.
  record Hit(MsgValue.Map map) implements Answer {
    /// A hit of the plain profile.
    public static Hit plain(MsgValue value) {
      return new Hit(MsgValue.Map.of("value", value));
    }

    @Override
    public MsgValue toValue() {
      return map;
    }
  }
}
