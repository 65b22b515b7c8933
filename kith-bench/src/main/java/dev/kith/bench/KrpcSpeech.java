package dev.kith.bench;

import dev.kith.core.id.Contact;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The BitTorrent network's: every query is answered with the id and eight others.
final class KrpcSpeech implements Speech {
  private static final int NAMED = 8;

  @Override
  public byte @Nullable [] answer(List<Contact> all, int index, byte[] datagram, int length) {
    String query = new String(datagram, 0, length, StandardCharsets.ISO_8859_1);
    int type = query.indexOf("1:y1:q");
    int id = query.lastIndexOf("1:t", type);
    if (id < 0) {
      return null; // a reply, or nothing we know
    }
    int colon = query.indexOf(':', id + 3);
    int idLength = Integer.parseInt(query.substring(id + 3, colon));
    String transaction = query.substring(id, colon + 1 + idLength);
    String nodes = nodes(all, index);
    String reply =
        "d1:rd2:id20:"
            + text(all.get(index).id().bytes().toArray())
            + "5:nodes"
            + nodes.length()
            + ":"
            + nodes
            + "5:token4:abcde"
            + transaction
            + "1:y1:re";
    return reply.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The eight after `index`: walking on from one to the next, a server comes to know all of them.
  private static String nodes(List<Contact> all, int index) {
    ByteBuffer packed = ByteBuffer.allocate(NAMED * 26);
    for (int i = 1; i <= NAMED; i++) {
      Contact next = all.get((index + i) % all.size());
      packed.put(next.id().bytes().toArray());
      packed.put(next.endpoint().address().bytes().toArray());
      packed.putShort((short) next.endpoint().port());
    }
    return text(packed.array());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
