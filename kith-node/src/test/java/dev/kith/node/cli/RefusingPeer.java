package dev.kith.node.cli;

import dev.kith.core.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/// A peer of mainline that refuses whatever it is asked.
final class RefusingPeer implements AutoCloseable {
  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final byte[] said;

  private RefusingPeer(String words) throws IOException {
    this.said = words.getBytes(StandardCharsets.UTF_8);
    Thread.startVirtualThread(this::run);
  }

  /// A peer that gives `words` as the reason.
  static RefusingPeer saying(String words) throws IOException {
    return new RefusingPeer(words);
  }

  String endpoint() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void run() {
    DatagramPacket query = new DatagramPacket(new byte[1500], 1500);
    try {
      while (true) {
        socket.receive(query);
        byte[] refusal = refusal(Bytes.copyOf(query.getData(), 0, query.getLength()));
        socket.send(new DatagramPacket(refusal, refusal.length, query.getSocketAddress()));
        query.setLength(1500);
      }
    } catch (IOException closed) {
      // as it should
    }
  }

  /// BEP 5, Errors: the transaction is that of the query, which stands before its last entry.
  private byte[] refusal(Bytes query) throws IOException {
    String text = new String(query.toArray(), StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf("1:t") + 3;
    int colon = text.indexOf(':', at);
    int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
    ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    refusal.write(("d1:eli201e" + said.length + ":").getBytes(StandardCharsets.US_ASCII));
    refusal.write(said);
    refusal.write(("e1:t" + text.substring(at, end)).getBytes(StandardCharsets.ISO_8859_1));
    refusal.write("1:y1:ee".getBytes(StandardCharsets.US_ASCII));
    return refusal.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
