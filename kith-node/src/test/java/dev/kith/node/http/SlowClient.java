package dev.kith.node.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that begins a request and takes its time with the rest.
final class SlowClient implements AutoCloseable {
  private final Socket socket;

  private SlowClient(Socket socket) {
    this.socket = socket;
  }

  /// Connects to `port` and sends the beginning of a request.
  static SlowClient begin(int port, String beginning) throws IOException {
    SlowClient client = new SlowClient(new Socket(InetAddress.getLoopbackAddress(), port));
    client.send(beginning);
    return client;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Sends one byte after the other for as long as the server lets it, and returns how many.
  int trickle(String bytes) throws IOException, InterruptedException {
    int sent = 0;
    try {
      while (socket.getInputStream().available() == 0) {
        send(bytes);
        sent++;
        Thread.sleep(1); // so as not to send a whole request before the patience is over
      }
    } catch (IOException closed) {
      return sent;
    }
    return sent;
  }

  /// Whether the server says `text` before it closes.
  boolean hearUntil(String text) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return false;
      }
      heard.append((char) next);
    }
    return true;
  }

  /// All that the server says until it closes.
  String answer() throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
