package dev.kith.mainline.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzzes everything a node does to a datagram before deciding anything.
final class KrpcFuzz {
  private final DatagramReader reader = new DatagramReader();

  static Stream<Arguments> seeds() {
    return KrpcCodecTest.all().map(datagram -> Arguments.of((Object) datagram.toArray()));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_datagram_is_a_message_or_malformed(byte[] datagram) {
    reader.read(datagram, datagram.length);
  }
}
