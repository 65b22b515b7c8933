package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeDecoder;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.bencode.Limits;
import org.jspecify.annotations.Nullable;

/// Which values can be stored (BEP 44, `v`): those that any of our nodes can read in a put and in
/// the answer to a get. Each of these is decoded as a whole, so a value has to leave room for what
/// stands around it.
public final class ItemValue {
  private static final BencodeDecoder DECODER =
      BencodeDecoder.strict(
          new Limits(
              Item.MAX_VALUE_BYTES,
              Item.MAX_VALUE_TOKENS,
              Integer.MAX_VALUE,
              Item.MAX_VALUE_DEPTH));

  private ItemValue() {}

  /// Whether `value` can be stored.
  public static boolean fits(BValue value) {
    return objection(value) == null;
  }

  /// Complains about a value that cannot be stored.
  ///
  /// @throws IllegalArgumentException if `value` is beyond one of the limits of [Item]
  public static void check(BValue value) {
    String objection = objection(value);
    if (objection != null) {
      throw new IllegalArgumentException(objection);
    }
  }

  private static @Nullable String objection(BValue value) {
    int size = BencodeEncoder.sizeOf(value);
    if (size > Item.MAX_VALUE_BYTES) {
      return tooMuch(Item.MAX_VALUE_BYTES + " bytes when bencoded", size);
    }
    // No token is shorter than two bytes, so hardly any value needs counting.
    if (size > 2 * Item.MAX_VALUE_TOKENS && value.tokens() > Item.MAX_VALUE_TOKENS) {
      return tooMuch(Item.MAX_VALUE_TOKENS + " strings, integers and containers", value.tokens());
    }
    return value.depth() > Item.MAX_VALUE_DEPTH
        ? tooMuch(Item.MAX_VALUE_DEPTH + " levels of lists and dictionaries", value.depth())
        : null;
  }

  private static String tooMuch(String most, int actual) {
    return "a value has at most " + most + ", this one has " + actual;
  }

  /// The canonical encoding of a value that can be stored: for one that was received the bytes that
  /// came.
  ///
  /// @throws IllegalArgumentException if it cannot
  static Bytes encode(BValue value) {
    check(value);
    return value.isCanonical() ? value.raw() : BencodeEncoder.encode(value);
  }

  /// Complains about bytes that are not the canonical encoding of a value that can be stored.
  ///
  /// @throws IllegalArgumentException if they are not
  static Bytes check(Bytes encoded) {
    try {
      var _ = decode(encoded);
      return encoded;
    } catch (MalformedException why) {
      throw new IllegalArgumentException(
          "not the canonical bencode of a value that can be stored, of "
              + encoded.length()
              + " bytes: "
              + why.reason()
              + " at byte "
              + why.offset(),
          why);
    }
  }

  /// The value that `encoded` is the canonical encoding of.
  static BValue decode(Bytes encoded) throws MalformedException {
    return DECODER.decode(encoded);
  }
}
