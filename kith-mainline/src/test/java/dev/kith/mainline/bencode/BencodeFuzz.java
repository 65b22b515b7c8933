package dev.kith.mainline.bencode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzzes both ways of decoding bencode against each other and against the encoder.
final class BencodeFuzz {
  static Stream<Arguments> seeds() {
    return Stream.of("/bencode/accept_text", "/bencode/reject_strict_text")
        .flatMap(Vectors::each)
        .map(text -> Arguments.of((Object) Vectors.latin(text.asString()).toArray()));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_a_value_or_malformed(byte[] bytes) throws Exception {
    BencodePropertiesTest.checkBothDecoders(Bytes.wrap(bytes));
  }
}
