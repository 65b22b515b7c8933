package dev.kith.bench.server;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import dev.kith.interop.CommandLines;
import dev.kith.interop.PeerProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The least a server on Kith's own event loop can do: every datagram is answered by one of a fixed
/// size that carries its transaction id. What Kith loses against it, decoding, table and encoding
/// cost.
public final class EchoServer {
  private EchoServer() {}

  /// Starts it as a process whose replies have `replyBytes` bytes.
  ///
  /// @param idAt where the transaction id is; negative: at the end of bencode
  public static PeerProcess start(List<String> jvmOptions, int replyBytes, int idAt) {
    return PeerProcess.startJava(
        EchoServer.class, jvmOptions, String.valueOf(replyBytes), String.valueOf(idAt));
  }

  /// Answers until standard input ends. The arguments are the size of a reply in bytes, and where
  /// the id is.
  public static void main(String[] args) throws Exception {
    Echo echo = new Echo(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    try (EventLoop loop = EventLoop.start(LoopOptions.builder().daemon(true).build())) {
      Wire<Integer> wire = loop.submit(() -> loop.open(Endpoint.loopback(0), echo, echo)).get();
      echo.wire = wire;
      CommandLines.serve(
          wire.local().port(),
          System.out,
          Map.of(
              "backend",
              request -> Map.of("backend", loop.backend()),
              "allocated",
              request -> Allocation.answer()));
    }
  }

  /// The message is nothing but its transaction id: the 4 bytes at a fixed place, or before
  /// `1:y1:qe`, as the load generator writes them.
  private static final class Echo implements Codec<Integer>, Inbox<Integer> {
    private static final int TAIL = 4 + "1:y1:qe".length();

    private final byte[] reply;
    private final int fixedAt;
    // Set before the port is told to anyone.
    private volatile @org.jspecify.annotations.Nullable Wire<Integer> wire;

    Echo(int replyBytes, int idAt) {
      fixedAt = idAt;
      reply = new byte[replyBytes];
      Arrays.fill(reply, (byte) 'x');
      byte[] key = {'1', ':', 't', '4', ':'};
      System.arraycopy(key, 0, reply, replyBytes - TAIL - key.length, key.length);
    }

    @Override
    public Integer decode(byte[] datagram, int length) throws MalformedException {
      int at = idIn(length);
      int id = 0;
      for (int i = at; i < at + 4; i++) {
        id = id << 8 | datagram[i] & 0xff;
      }
      return id;
    }

    @Override
    public int encode(Integer id, byte[] datagram) {
      System.arraycopy(reply, 0, datagram, 0, reply.length);
      int at = idIn(reply.length);
      datagram[at] = (byte) (id >>> 24);
      datagram[at + 1] = (byte) (id >>> 16);
      datagram[at + 2] = (byte) (id >>> 8);
      datagram[at + 3] = (byte) (int) id;
      return reply.length;
    }

    private int idIn(int length) {
      return fixedAt >= 0 ? fixedAt : length - TAIL;
    }

    @Override
    public boolean admits(Endpoint from, int bytes) {
      return bytes >= TAIL;
    }

    @Override
    public void received(Endpoint from, Integer id, int bytes) {
      Wire<Integer> open = wire;
      if (open != null) {
        open.send(from, id);
      }
    }

    @Override
    public void malformed(Endpoint from, MalformedException why) {
      // Nothing is.
    }
  }
}
