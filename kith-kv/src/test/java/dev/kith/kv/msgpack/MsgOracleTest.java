package dev.kith.kv.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Property;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/// Our MessagePack read and written by another library.
final class MsgOracleTest {
  @Test
  void another_library_reads_what_we_write() {
    Property.forAll(Values.any())
        .tries(2_000)
        .check(
            value -> {
              byte[] written = MsgWriter.write(value).toArray();

              Value read = MessagePack.newDefaultUnpacker(written).unpackValue();

              assertThat(fromOracle(read)).isEqualTo(value);
            });
  }

  @Test
  void another_library_writes_the_same_bytes() {
    Property.forAll(Values.any())
        .tries(2_000)
        .check(value -> assertThat(MsgWriter.write(value)).isEqualTo(byOracle(value)));
  }

  private static Bytes byOracle(MsgValue value) throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packValue(toOracle(value));
      return Bytes.wrap(packer.toByteArray());
    }
  }

  private static Value toOracle(MsgValue value) {
    return switch (value) {
      case MsgValue.Nil _ -> ValueFactory.newNil();
      case MsgValue.Bool(boolean truth) -> ValueFactory.newBoolean(truth);
      case MsgValue.Int number ->
          ValueFactory.newInteger(new java.math.BigInteger(number.toString()));
      case MsgValue.Float64(double number) -> ValueFactory.newFloat(number);
      case MsgValue.Str(String text) -> ValueFactory.newString(text);
      case MsgValue.Bin(Bytes bytes) -> ValueFactory.newBinary(bytes.toArray());
      case MsgValue.Array(var items) ->
          ValueFactory.newArray(items.stream().map(MsgOracleTest::toOracle).toList());
      case MsgValue.Map(var entries) -> {
        LinkedHashMap<Value, Value> map = new LinkedHashMap<>();
        entries.forEach((key, each) -> map.put(toOracle(key), toOracle(each)));
        yield ValueFactory.newMap(map);
      }
    };
  }

  private static MsgValue fromOracle(Value value) {
    return switch (value.getValueType()) {
      case NIL -> MsgValue.Nil.NIL;
      case BOOLEAN -> MsgValue.Bool.of(value.asBooleanValue().getBoolean());
      case INTEGER -> MsgValue.Int.of(value.asIntegerValue().asBigInteger());
      case FLOAT -> new MsgValue.Float64(value.asFloatValue().toDouble());
      case STRING -> new MsgValue.Str(value.asStringValue().asString());
      case BINARY -> new MsgValue.Bin(Bytes.wrap(value.asBinaryValue().asByteArray()));
      case ARRAY ->
          new MsgValue.Array(
              value.asArrayValue().list().stream().map(MsgOracleTest::fromOracle).toList());
      case MAP -> {
        LinkedHashMap<MsgValue, MsgValue> entries = new LinkedHashMap<>();
        value
            .asMapValue()
            .map()
            .forEach((key, each) -> entries.put(fromOracle(key), fromOracle(each)));
        yield new MsgValue.Map(entries);
      }
      case EXTENSION -> throw new AssertionError("an extension: " + value);
    };
  }
}
