package dev.kith.bench;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The network around a measured server: sockets at 127.0.1.1 and up, each a node of its own that
/// answers every query with its id and with all the others, so that the server's table fills by the
/// round trips it insists on.
final class Neighbours implements AutoCloseable {
  private static final int LARGEST = 2048;

  private final List<Contact> all = new ArrayList<>();
  private final Selector selector;

  private Neighbours(Selector selector) {
    this.selector = selector;
  }

  /// Opens `count` of them, at most 250, and answers on a thread of its own.
  static Neighbours start(int count) throws IOException {
    Neighbours neighbours = new Neighbours(Selector.open());
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 1; i <= count; i++) {
      String host = "127.0.1." + i;
      DatagramChannel channel = DatagramChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral(host), 0));
      channel.configureBlocking(false);
      int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      neighbours.all.add(new Contact(NodeId.random(20, random), Endpoint.parse(host + ":" + port)));
      channel.register(neighbours.selector, SelectionKey.OP_READ, i - 1);
    }
    Thread.ofPlatform().daemon().name("neighbours").start(neighbours::answer);
    return neighbours;
  }

  List<Contact> all() {
    return all;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  private void answer() {
    byte[] datagram = new byte[LARGEST];
    try {
      while (selector.isOpen()) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.attachment() instanceof Integer index) {
            answer((DatagramChannel) key.channel(), index, datagram);
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException | ClosedSelectorException e) {
      // Closed: the end.
    }
  }

  private void answer(DatagramChannel channel, int index, byte[] datagram) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(datagram);
    var from = channel.receive(buffer);
    if (from == null) {
      return;
    }
    String query = new String(datagram, 0, buffer.position(), StandardCharsets.ISO_8859_1);
    int type = query.indexOf("1:y1:q");
    int id = query.lastIndexOf("1:t", type);
    if (id < 0) {
      return; // a reply, or nothing we know
    }
    int colon = query.indexOf(':', id + 3);
    int length = Integer.parseInt(query.substring(id + 3, colon));
    String transaction = query.substring(id, colon + 1 + length);
    String nodes = nodes(index);
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
    channel.send(ByteBuffer.wrap(reply.getBytes(StandardCharsets.ISO_8859_1)), from);
  }

  /// The eight after `index`: walking on from one to the next, a server comes to know all of them.
  private String nodes(int index) {
    ByteBuffer packed = ByteBuffer.allocate(8 * 26);
    for (int i = 1; i <= 8; i++) {
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
