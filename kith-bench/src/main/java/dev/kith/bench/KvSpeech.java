package dev.kith.bench;

import dev.kith.core.id.Contact;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The key/value network's: pings are answered, lookups with an empty list, and nothing is stored.
final class KvSpeech implements Speech {
  private static final int MESSAGE_ID = 20;
  private static final int HEAD = 1 + MESSAGE_ID;
  private static final byte ARRAY_OF_TWO = (byte) 0x92;
  private static final byte EMPTY_ARRAY = (byte) 0x90;
  private static final int PING_NAME = 0xa4;
  private static final int FIND_NODE_NAME = 0xa9;

  @Override
  public byte @Nullable [] answer(List<Contact> all, int index, byte[] datagram, int length) {
    if (length < HEAD + 2 || datagram[0] != 0 || datagram[HEAD] != ARRAY_OF_TWO) {
      return null; // a response, or nothing we know
    }
    ByteBuffer response = ByteBuffer.allocate(HEAD + 22);
    response.put((byte) 1).put(datagram, 1, MESSAGE_ID);
    switch (datagram[HEAD + 1] & 0xff) {
      case PING_NAME -> response.put(id(all.get(index)));
      case FIND_NODE_NAME -> response.put(EMPTY_ARRAY);
      default -> {
        return null;
      }
    }
    byte[] sent = new byte[response.position()];
    response.get(0, sent);
    return sent;
  }

  /// A ping by `contact`, upon which it is known to whoever is pinged.
  static byte[] ping(Contact contact) {
    ByteBuffer request = ByteBuffer.allocate(HEAD + 7 + 22);
    request.put((byte) 0).put(contact.id().bytes().toArray());
    request.put(ARRAY_OF_TWO).put((byte) PING_NAME).put(new byte[] {'p', 'i', 'n', 'g'});
    request.put((byte) 0x91).put(id(contact));
    return request.array();
  }

  private static byte[] id(Contact contact) {
    return ByteBuffer.allocate(22)
        .put((byte) 0xc4)
        .put((byte) 20)
        .put(contact.id().bytes().toArray())
        .array();
  }
}
