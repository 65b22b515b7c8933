package dev.kith.bench.load;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/// A UDP socket of Linux that sends and receives up to [#BATCH] datagrams in one system call, and
/// chooses the source address of each (IP_PKTINFO), so that one socket plays 60,000 hosts of
/// 127.0.0.0/8. One thread.
final class BatchSocket implements AutoCloseable {
  /// Most datagrams a call.
  static final int BATCH = 64;

  /// Largest datagram: bittorrent-dht answers with its whole table.
  static final int LARGEST = 8192;

  // <sys/socket.h>, <netinet/in.h> of Linux on 64-bit machines.
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVTIMEO = 20;
  private static final int IP_PKTINFO = 8;
  private static final int MSG_WAITFORONE = 0x10000;
  private static final int MESSAGE = 64; // struct mmsghdr
  private static final int MESSAGE_LENGTH = 56; // its msg_len
  private static final int CONTROL = 32; // struct cmsghdr with an in_pktinfo
  private static final int VECTOR = 16; // struct iovec

  private final Arena arena = Arena.ofConfined();
  private final MethodHandle receive;
  private final MethodHandle send;
  private final MethodHandle close;
  private final int descriptor;
  private final MemorySegment out;
  private final MemorySegment outVectors;
  private final MemorySegment outControls;
  private final MemorySegment outBytes;
  private final MemorySegment in;
  private final MemorySegment inBytes;
  private final MemorySegment peer;
  private int queued;

  /// A socket on a free port of every local address, talking to `port` of 127.0.0.1.
  BatchSocket(int port) {
    receive = function("recvmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    send = function("sendmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    close = function("close", JAVA_INT, JAVA_INT);
    descriptor = open();
    peer = socketAddress(0x7f000001, port);
    out = arena.allocate((long) BATCH * MESSAGE, 8);
    outVectors = arena.allocate((long) BATCH * VECTOR, 8);
    outControls = arena.allocate((long) BATCH * CONTROL, 8);
    outBytes = arena.allocate((long) BATCH * 512, 8);
    in = arena.allocate((long) BATCH * MESSAGE, 8);
    inBytes = arena.allocate((long) BATCH * LARGEST, 8);
    MemorySegment inVectors = arena.allocate((long) BATCH * VECTOR, 8);
    for (int i = 0; i < BATCH; i++) {
      layOut(out, outVectors, i, outBytes.asSlice(i * 512L, 512));
      out.set(ADDRESS, (long) i * MESSAGE, peer);
      out.set(JAVA_INT, (long) i * MESSAGE + 8, 16);
      MemorySegment control = outControls.asSlice((long) i * CONTROL, CONTROL);
      control.set(JAVA_LONG, 0, 28);
      control.set(JAVA_INT, 8, 0); // IPPROTO_IP
      control.set(JAVA_INT, 12, IP_PKTINFO);
      out.set(ADDRESS, (long) i * MESSAGE + 32, control);
      out.set(JAVA_LONG, (long) i * MESSAGE + 40, CONTROL);
      layOut(in, inVectors, i, inBytes.asSlice((long) i * LARGEST, LARGEST));
    }
  }

  /// Queues a datagram from the IPv4 address `source` (0: whatever the system picks).
  void queue(byte[] datagram, int source) {
    MemorySegment.copy(datagram, 0, outBytes, JAVA_BYTE, queued * 512L, datagram.length);
    outVectors.set(JAVA_LONG, (long) queued * VECTOR + 8, datagram.length);
    outControls.set(JAVA_INT, (long) queued * CONTROL + 20, bigEndian(source));
    queued++;
    if (queued == BATCH) {
      flush();
    }
  }

  /// Sends what is queued.
  void flush() {
    int sent = 0;
    while (sent < queued) {
      int count;
      try {
        count =
            (int)
                send.invokeExact(descriptor, out.asSlice((long) sent * MESSAGE), queued - sent, 0);
      } catch (Throwable e) {
        throw new IllegalStateException("sendmmsg", e);
      }
      // What the system refuses is lost, as UDP may be; the run counts it as unanswered.
      sent += Math.max(count, 1);
    }
    queued = 0;
  }

  /// Waits up to 20 ms for a datagram and takes what is there; the count.
  int receive() {
    try {
      return Math.max(
          0, (int) receive.invokeExact(descriptor, in, BATCH, MSG_WAITFORONE, MemorySegment.NULL));
    } catch (Throwable e) {
      throw new IllegalStateException("recvmmsg", e);
    }
  }

  /// The length of the received datagram `index`.
  int length(int index) {
    return in.get(JAVA_INT, (long) index * MESSAGE + MESSAGE_LENGTH);
  }

  /// A byte of the received datagram `index`.
  byte at(int index, int position) {
    return inBytes.get(JAVA_BYTE, (long) index * LARGEST + position);
  }

  @Override
  public void close() {
    try {
      int ignored = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close", e);
    } finally {
      arena.close();
    }
  }

  private int open() {
    MethodHandle socket = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    MethodHandle bind = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    MethodHandle option =
        function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    try {
      int opened = (int) socket.invokeExact(AF_INET, SOCK_DGRAM, 0);
      MemorySegment size = arena.allocateFrom(JAVA_INT, 4 << 20);
      MemorySegment wait = arena.allocateFrom(JAVA_LONG, 0, 20_000);
      int set = (int) option.invokeExact(opened, SOL_SOCKET, SO_RCVBUF, size, 4);
      set |= (int) option.invokeExact(opened, SOL_SOCKET, SO_RCVTIMEO, wait, 16);
      set |= (int) bind.invokeExact(opened, socketAddress(0, 0), 16);
      if (opened < 0 || set != 0) {
        throw new IllegalStateException("no UDP socket");
      }
      return opened;
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("socket", e);
    }
  }

  private MemorySegment socketAddress(int address, int port) {
    MemorySegment segment = arena.allocate(16, 8);
    segment.set(JAVA_SHORT, 0, (short) AF_INET);
    segment.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) port);
    segment.set(JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN), 4, address);
    return segment;
  }

  private static void layOut(
      MemorySegment messages, MemorySegment vectors, int index, MemorySegment bytes) {
    MemorySegment vector = vectors.asSlice((long) index * VECTOR, VECTOR);
    vector.set(ADDRESS, 0, bytes);
    vector.set(JAVA_LONG, 8, bytes.byteSize());
    messages.set(ADDRESS, (long) index * MESSAGE + 16, vector);
    messages.set(JAVA_LONG, (long) index * MESSAGE + 24, 1);
  }

  private static int bigEndian(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }

  @SuppressWarnings("restricted") // the launcher enables native access
  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
