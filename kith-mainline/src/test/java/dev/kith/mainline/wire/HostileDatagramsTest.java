package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.Vectors;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import dev.kith.testkit.Seed;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bytes: a message or a complaint, and nothing else.
final class HostileDatagramsTest {
  private static final int LARGEST = 4_096;

  private final DatagramReader reader = new DatagramReader();

  @Test
  void a_million_spoiled_datagrams_are_messages_or_malformed() {
    spoil(1_000_000);
  }

  @Test
  @Tag("soak")
  void ten_million_spoiled_datagrams_are_messages_or_malformed() {
    spoil(10_000_000);
  }

  @Test
  void noise_is_malformed_or_a_message() {
    Property.forAll(Gen.bytes(0, 300))
        .tries(20_000)
        .check(bytes -> reader.read(bytes, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"le", "de", "0:", "1:a", "i1e", "l0:e", "li1ee", "li1ei1ee"})
  void decoding_allocates_at_most_sixteen_times_the_datagram(String part) throws Exception {
    int tokens = part.startsWith("l") ? part.length() - part.length() / 2 : 1;
    String list = "l" + part.repeat(16_000 / tokens) + "e";
    String filler = 65_000 - list.length() + ":" + "x".repeat(65_000 - list.length());
    Bytes datagram = Vectors.latin("d1:rd1:x" + list + "1:z" + filler + "e1:t1:a1:y1:re");
    byte[] bytes = datagram.toArray();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    Packet packet = new KrpcCodec().decode(bytes, bytes.length);

    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(packet).isInstanceOf(ResponsePacket.class);
    assertThat(allocated).isLessThan(16L * bytes.length);
  }

  private void spoil(int times) {
    List<byte[]> samples = KrpcCodecTest.all().map(Bytes::toArray).toList();
    Mutations mutations = Mutations.of(samples, LARGEST);
    RandomGenerator random = Seed.random();
    byte[] datagram = new byte[LARGEST];

    for (int i = 0; i < times; i++) {
      int length = mutations.next(random, datagram);
      try {
        reader.read(datagram, length);
      } catch (RuntimeException | AssertionError escaped) {
        throw new AssertionError("datagram " + Bytes.copyOf(datagram, 0, length), escaped);
      }
    }

    // Not all are spoiled beyond recognition, or this would test the first byte only.
    assertThat(reader.packets()).isBetween(times / 20, times);
  }
}
