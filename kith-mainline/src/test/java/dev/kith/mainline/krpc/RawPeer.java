package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.QueryPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A socket that sends what it is told to.
final class RawPeer implements AutoCloseable {
  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

  RawPeer() throws IOException {
    socket.setSoTimeout(5_000);
  }

  Endpoint endpoint() {
    return Endpoint.loopback(socket.getLocalPort());
  }

  void send(Endpoint to, String text) throws IOException {
    send(to.toSocketAddress(), Bytes.utf8(text).toArray());
  }

  private void send(InetSocketAddress to, byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, to));
  }

  /// Waits for a query and answers it with `text`, in which `%t` stands for its transaction id.
  void answer(String text) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    socket.receive(packet);
    QueryPacket query;
    try {
      query = (QueryPacket) new KrpcCodec().decode(packet.getData(), packet.getLength());
    } catch (MalformedException malformed) {
      throw new IOException(malformed);
    }
    int at = text.indexOf("%t");
    Bytes bytes =
        Bytes.utf8(text.substring(0, at))
            .concat(query.t())
            .concat(Bytes.utf8(text.substring(at + 2)));
    send((InetSocketAddress) packet.getSocketAddress(), bytes.toArray());
  }

  @Override
  public void close() {
    socket.close();
  }
}
