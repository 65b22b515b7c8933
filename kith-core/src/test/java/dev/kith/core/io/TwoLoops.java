package dev.kith.core.io;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/// A loop under test and another one for its peers, on sockets of one kind.
abstract class TwoLoops {
  static final Endpoint ANY_V4 = Endpoint.loopback(0);
  static final Endpoint ANY_V6 = Endpoint.parse("[::1]:0");

  @Parameter LoopOptions.Backend backend;

  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  EventLoop loop;
  EventLoop other;

  @BeforeEach
  void start() throws Exception {
    loop = EventLoop.start(options().name("loop-under-test").observer(events::add).build());
    other = EventLoop.start(options().name("other-loop").build());
  }

  @AfterEach
  void stop() {
    loop.close();
    other.close();
  }

  LoopOptions.Builder options() {
    return LoopOptions.builder().backend(backend);
  }

  static Bytes numbered(int number, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (number >>> 8 * (i % 3) ^ i);
    }
    if (size > 0) {
      bytes[0] = 'n';
    }
    return Bytes.wrap(bytes);
  }

  static void onThread(EventLoop loop, Runnable task) throws Exception {
    loop.submit(
            () -> {
              task.run();
              return true;
            })
        .get();
  }
}
