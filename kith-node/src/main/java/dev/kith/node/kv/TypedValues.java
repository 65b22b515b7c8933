package dev.kith.node.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import dev.kith.node.text.Hex;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values as typed and as shown, with their types, which the network keeps apart.
final class TypedValues {
  /// The types that a value can be given.
  static final Set<String> TYPES = Set.of("str", "int", "float", "bool", "bytes");

  private TypedValues() {}

  /// The value that `text` stands for; without a `type` it is text, or bytes after `0x`.
  ///
  /// @throws IllegalArgumentException if it is no such value; the message is fit for a person
  static MsgValue parse(Shell shell, @Nullable String type, String text) {
    return switch (type) {
      case null ->
          text.startsWith("0x") && !shell.options().text()
              ? new MsgValue.Bin(shell.value(text))
              : new MsgValue.Str(text);
      case "str" -> new MsgValue.Str(text);
      case "bytes" -> new MsgValue.Bin(shell.options().text() ? Bytes.utf8(text) : Hex.parse(text));
      case "int" -> integer(text);
      case "float" -> number(text);
      case "bool" ->
          switch (text) {
            case "true" -> MsgValue.Bool.TRUE;
            case "false" -> MsgValue.Bool.FALSE;
            default -> throw new IllegalArgumentException("'" + text + "': expected true or false");
          };
      default ->
          throw new IllegalArgumentException(
              "'" + type + "': expected str, int, float, bool or bytes");
    };
  }

  private static MsgValue integer(String text) {
    try {
      return MsgValue.Int.of(new BigInteger(text));
    } catch (IllegalArgumentException notOne) {
      throw new IllegalArgumentException(
          "'" + text + "': expected a whole number from -2^63 to 2^64-1", notOne);
    }
  }

  private static MsgValue number(String text) {
    try {
      return new MsgValue.Float64(
          switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> finite(Double.parseDouble(text));
          });
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(
          "'" + text + "': expected a number such as 1.5, or nan, inf, -inf", notOne);
    }
  }

  // What is too large for a double was not meant to be infinite.
  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new NumberFormatException();
    }
    return number;
  }

  /// `fields` with the value and its type.
  static Fields show(Shell shell, Fields fields, MsgValue value) {
    return switch (value) {
      case MsgValue.Str(String text) ->
          fields.and("value", shell.show(Bytes.utf8(text))).and("type", "str");
      case MsgValue.Bin(Bytes bytes) -> fields.and("value", shell.show(bytes)).and("type", "bytes");
      case MsgValue.Int number -> fields.and("value", json(number)).and("type", "int");
      case MsgValue.Float64(double number) ->
          (Double.isFinite(number)
                  ? fields.and("value", number)
                  : fields.and("value", Double.toString(number)))
              .and("type", "float");
      case MsgValue.Bool(boolean truth) -> fields.and("value", truth).and("type", "bool");
      case MsgValue.Nil _ -> fields.and("value", value.toString()).and("type", "nil");
      case MsgValue.Array _ -> fields.and("value", value.toString()).and("type", "array");
      case MsgValue.Map _ -> fields.and("value", value.toString()).and("type", "map");
    };
  }

  private static Number json(MsgValue.Int number) {
    return number.large() ? new BigInteger(number.toString()) : (Number) number.bits();
  }
}
