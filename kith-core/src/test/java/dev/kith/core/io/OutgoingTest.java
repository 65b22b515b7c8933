package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {
  private static final int MAX_BYTES = 100_000;

  private record Sent(Endpoint to, Bytes bytes) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void it_is_a_queue_of_bounded_size(long seed) {
    Random random = new Random(seed);
    Outgoing queue = new Outgoing(MAX_BYTES);
    ArrayDeque<Sent> model = new ArrayDeque<>();
    int modelBytes = 0;
    int refusals = 0;

    for (int step = 0; step < 5_000; step++) {
      if (random.nextInt(100) < 70) {
        byte[] bytes = new byte[random.nextInt(seed % 2 == 0 ? 100 : 5_000)];
        random.nextBytes(bytes);
        Endpoint to = Endpoint.loopback(1 + random.nextInt(1_000));
        if (queue.add(to, bytes, bytes.length)) {
          model.add(new Sent(to, Bytes.wrap(bytes)));
          modelBytes += bytes.length;
        } else {
          refusals++;
          assertThat(modelBytes + bytes.length > MAX_BYTES || model.size() == 4096).isTrue();
        }
      } else if (!model.isEmpty()) {
        int count =
            step % 1_000 < 10 ? model.size() : random.nextInt(Math.min(model.size(), 4) + 1);
        for (int i = 0; i < count; i++) {
          modelBytes -= model.remove().bytes().length();
        }
        queue.remove(count);
      }
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
      assertThat(queue.count()).isEqualTo(model.size());
      if (step % 50 == 0) {
        assertSame(queue, model);
      }
    }

    assertSame(queue, model);
    assertThat(refusals > 0 || seed % 2 == 0).isTrue();
  }

  @Test
  void a_full_queue_that_leaves_little_by_little_is_seldom_moved() {
    Outgoing queue = new Outgoing(MAX_BYTES);
    Endpoint to = Endpoint.loopback(1);
    byte[] datagram = new byte[MAX_BYTES / 100];
    while (queue.add(to, datagram, datagram.length)) {
      assertThat(queue.count()).isLessThanOrEqualTo(100);
    }

    int moves = 0;
    for (int i = 0; i < 1_000; i++) {
      queue.remove(1);
      int offset = queue.offset(0);
      assertThat(queue.add(to, datagram, datagram.length)).isTrue();
      moves += queue.offset(0) == offset ? 0 : 1;
    }

    // As many bytes are moved as are sent, and not a hundred times as many.
    assertThat(moves).isLessThanOrEqualTo(10);
  }

  private static void assertSame(Outgoing queue, ArrayDeque<Sent> model) {
    Iterator<Sent> expected = model.iterator();
    for (int i = 0; i < queue.count(); i++) {
      MemorySegment bytes = queue.memory().asSlice(queue.offset(i), queue.length(i));
      assertThat(new Sent(queue.target(i), Bytes.wrap(bytes.toArray(ValueLayout.JAVA_BYTE))))
          .isEqualTo(expected.next());
    }
  }
}
