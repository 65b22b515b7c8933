package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import dev.kith.testkit.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
