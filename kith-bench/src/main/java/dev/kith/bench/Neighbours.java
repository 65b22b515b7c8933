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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// The network around a measured server: sockets at 127.0.1.1 and up, each a node of its own that
/// answers what it is asked, so that the server's table fills by the round trips it insists on.
final class Neighbours implements AutoCloseable {
  private static final int LARGEST = 2048;

  private final List<Contact> all = new ArrayList<>();
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final Selector selector;
  private final Speech speech;

  private Neighbours(Selector selector, Speech speech) {
    this.selector = selector;
    this.speech = speech;
  }

  /// Opens `count` of them, at most 250, and answers on a thread of its own.
  static Neighbours start(int count, Speech speech) throws IOException {
    Neighbours neighbours = new Neighbours(Selector.open(), speech);
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 1; i <= count; i++) {
      String host = "127.0.1." + i;
      DatagramChannel channel = DatagramChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral(host), 0));
      channel.configureBlocking(false);
      int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      neighbours.all.add(new Contact(NodeId.random(20, random), Endpoint.parse(host + ":" + port)));
      neighbours.channels.add(channel);
      channel.register(neighbours.selector, SelectionKey.OP_READ, i - 1);
    }
    Thread.ofPlatform().daemon().name("neighbours").start(neighbours::answer);
    return neighbours;
  }

  List<Contact> all() {
    return all;
  }

  /// Has each of them send `greeting` to `server`.
  void greet(Endpoint server, Function<Contact, byte[]> greeting) throws IOException {
    for (int i = 0; i < all.size(); i++) {
      channels.get(i).send(ByteBuffer.wrap(greeting.apply(all.get(i))), server.toSocketAddress());
    }
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
    byte[] answer = speech.answer(all, index, datagram, buffer.position());
    if (answer != null) {
      channel.send(ByteBuffer.wrap(answer), from);
    }
  }
}
