package dev.kith.sim.engine;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Engine messages as bytes: kind (1), transaction (4), sender (20), then the target (20) or the
/// number of contacts (1) and for each its id (20), a family (4 or 6), the address (4 or 16) and
/// the port (2). Big-endian, and nothing may follow.
public final class EngineCodec implements Codec<EngineMessage> {
  private static final int ID = 20;
  private static final int HEADER = 5 + ID;
  private static final int MOST_CONTACTS = 255;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// A codec; it keeps nothing between messages.
  public EngineCodec() {}

  @Override
  public int encode(EngineMessage message, byte[] datagram) {
    INT.set(datagram, 1, message.transaction());
    message.sender().copyTo(datagram, 5);
    return switch (message) {
      case EngineMessage.Ping _ -> end(datagram, 'p', HEADER);
      case EngineMessage.Pong _ -> end(datagram, 'P', HEADER);
      case EngineMessage.FindNode find -> {
        find.target().copyTo(datagram, HEADER);
        yield end(datagram, 'f', HEADER + ID);
      }
      case EngineMessage.Nodes nodes -> end(datagram, 'F', encode(nodes.contacts(), datagram));
    };
  }

  private static int end(byte[] datagram, char kind, int length) {
    datagram[0] = (byte) kind;
    return length;
  }

  private static int encode(List<Contact> contacts, byte[] datagram) {
    if (contacts.size() > MOST_CONTACTS) {
      throw new IllegalArgumentException(contacts.size() + " contacts in one message");
    }
    datagram[HEADER] = (byte) contacts.size();
    int at = HEADER + 1;
    for (Contact contact : contacts) {
      contact.id().copyTo(datagram, at);
      at += ID;
      Address address = contact.endpoint().address();
      if (address.isV4()) {
        datagram[at] = 4;
        INT.set(datagram, at + 1, address.v4Bits());
        at += 5;
      } else {
        datagram[at] = 6;
        LONG.set(datagram, at + 1, address.high());
        LONG.set(datagram, at + 9, address.low());
        at += 17;
      }
      int port = contact.endpoint().port();
      datagram[at] = (byte) (port >>> 8);
      datagram[at + 1] = (byte) port;
      at += 2;
    }
    return at;
  }

  @Override
  public EngineMessage decode(byte[] datagram, int length) throws MalformedException {
    require(length, HEADER);
    int transaction = (int) INT.get(datagram, 1);
    NodeId sender = NodeId.copyOf(datagram, 5, ID);
    return switch (datagram[0]) {
      case 'p' -> {
        requireEnd(length, HEADER);
        yield new EngineMessage.Ping(transaction, sender);
      }
      case 'P' -> {
        requireEnd(length, HEADER);
        yield new EngineMessage.Pong(transaction, sender);
      }
      case 'f' -> {
        requireEnd(length, HEADER + ID);
        NodeId target = NodeId.copyOf(datagram, HEADER, ID);
        yield new EngineMessage.FindNode(transaction, sender, target);
      }
      case 'F' -> new EngineMessage.Nodes(transaction, sender, decodeContacts(datagram, length));
      default -> throw new MalformedException("unknown kind", 0);
    };
  }

  private static List<Contact> decodeContacts(byte[] datagram, int length)
      throws MalformedException {
    require(length, HEADER + 1);
    Contact[] contacts = new Contact[datagram[HEADER] & 0xff];
    int at = HEADER + 1;
    for (int i = 0; i < contacts.length; i++) {
      require(length, at + ID + 1);
      NodeId id = NodeId.copyOf(datagram, at, ID);
      at += ID;
      int size = datagram[at] == 4 ? 4 : 16;
      if (size == 16 && datagram[at] != 6) {
        throw new MalformedException("unknown family", at);
      }
      require(length, at + 1 + size + 2);
      Address address =
          size == 4
              ? Address.v4((int) INT.get(datagram, at + 1))
              : Address.v6((long) LONG.get(datagram, at + 1), (long) LONG.get(datagram, at + 9));
      at += 1 + size;
      int port = (datagram[at] & 0xff) << 8 | datagram[at + 1] & 0xff;
      at += 2;
      contacts[i] = new Contact(id, new Endpoint(address, port));
    }
    requireEnd(length, at);
    return Arrays.asList(contacts);
  }

  private static void require(int length, int needed) throws MalformedException {
    if (length < needed) {
      throw new MalformedException("cut short", length);
    }
  }

  private static void requireEnd(int length, int end) throws MalformedException {
    if (length != end) {
      throw new MalformedException("wrong length", Math.min(length, end));
    }
  }
}
