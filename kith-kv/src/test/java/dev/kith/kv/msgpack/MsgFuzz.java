package dev.kith.kv.msgpack;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kith.core.bytes.Bytes;
import dev.kith.kv.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzzes the reader against the writer.
final class MsgFuzz {
  static Stream<Arguments> seeds() {
    return Vectors.each("/rpc/exchanges")
        .map(each -> each.get("request").asString())
        .filter(hex -> !hex.contains("."))
        .map(hex -> Arguments.of((Object) Bytes.hex(hex.substring(42)).toArray()));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_a_value_or_malformed(byte[] bytes) throws Exception {
    MsgPropertiesTest.checkReader(Bytes.wrap(bytes));
  }
}
