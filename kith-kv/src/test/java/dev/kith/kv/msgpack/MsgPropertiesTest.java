package dev.kith.kv.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MsgPropertiesTest {
  private static final MsgLimits WIDE =
      new MsgLimits(100_000, Integer.MAX_VALUE, MsgValue.MAX_DEPTH);

  @Test
  void every_value_survives_writing_and_reading() {
    Property.forAll(Values.any())
        .check(
            value -> {
              Bytes written = MsgWriter.write(value);
              MsgValue read = MsgReader.read(written, 0, WIDE);

              assertThat(read).isEqualTo(value).hasSameHashCodeAs(value);
              assertThat(MsgWriter.write(read)).isEqualTo(written);
              assertThat(read.depth()).isEqualTo(value.depth());
            });
  }

  @Test
  void any_bytes_are_a_value_or_malformed() {
    List<byte[]> samples = new ArrayList<>();
    Property.forAll(Values.any())
        .tries(200)
        .check(value -> samples.add(MsgWriter.write(value).toArray()));

    Property.forAll(Mutations.of(samples, 600))
        .tries(50_000)
        .check(bytes -> checkReader(Bytes.wrap(bytes)));
  }

  static void checkReader(Bytes input) throws MalformedException {
    MsgValue value;
    try {
      value = MsgReader.read(input);
    } catch (MalformedException refused) {
      assertThat(refused.offset()).isBetween(0, input.length());
      return;
    }
    Bytes shortest = MsgWriter.write(value);
    assertThat(shortest.length()).isLessThanOrEqualTo(2 * input.length()); // a float may grow
    assertThat(MsgReader.read(shortest)).isEqualTo(value);
    assertThat(MsgWriter.write(MsgReader.read(shortest))).isEqualTo(shortest);
  }
}
