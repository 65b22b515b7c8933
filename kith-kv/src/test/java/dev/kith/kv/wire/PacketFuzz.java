package dev.kith.kv.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kith.core.bytes.Bytes;
import dev.kith.kv.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzzes the codec and the explainer.
final class PacketFuzz {
  static Stream<Arguments> seeds() {
    return Vectors.each("/session_trace/datagrams")
        .map(each -> Arguments.of((Object) Vectors.hex(each, "datagram").toArray()));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_a_packet_or_malformed(byte[] bytes) throws Exception {
    HostileDatagramsTest.checkCodec(bytes);
    assertThat(PacketExplainer.explain(Bytes.wrap(bytes))).isNotEmpty();
  }
}
