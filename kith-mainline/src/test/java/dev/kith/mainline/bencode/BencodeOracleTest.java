package dev.kith.mainline.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.dampcake.bencode.Bencode;
import com.dampcake.bencode.Type;
import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Property;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Our encoding read by another library.
final class BencodeOracleTest {
  private final Bencode oracle = new Bencode(StandardCharsets.ISO_8859_1, true);

  @Test
  void another_library_reads_what_we_write() {
    Property.forAll(Values.any())
        .tries(2_000)
        .check(
            value -> {
              byte[] encoded = BencodeEncoder.encode(BList.of(value)).toArray();

              List<?> read = oracle.decode(encoded, Type.LIST);

              assertThat(read).hasSize(1);
              assertThat(fromOracle(read.getFirst())).isEqualTo(value);
            });
  }

  private static BValue fromOracle(Object value) {
    return switch (value) {
      case Long number -> new BInteger(number);
      case ByteBuffer buffer -> new BString(bytes(buffer));
      case List<?> list -> BList.of(list.stream().map(BencodeOracleTest::fromOracle).toList());
      case Map<?, ?> map -> {
        BDictBuilder dict = BDict.builder();
        map.forEach(
            (key, each) ->
                dict.put(
                    Bytes.wrap(((String) key).getBytes(StandardCharsets.ISO_8859_1)),
                    fromOracle(each)));
        yield dict.build();
      }
      default -> throw new AssertionError("unexpected " + value);
    };
  }

  private static Bytes bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return Bytes.wrap(bytes);
  }
}
