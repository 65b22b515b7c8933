package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import java.util.Arrays;

/// Reads bencoded values, strictly or as leniently as datagrams need.
///
/// Both ways refuse what nobody sends by honest mistake: integers that are not canonical or beyond
/// 64 bits, string lengths with leading zeros, duplicate keys, keys that are no strings, anything
/// cut short or beyond the [Limits]. The lenient way, for the envelope of a message, takes two
/// things more: keys out of order, which are sorted, and bytes after the value, which are ignored.
/// A value knows whether it was canonical nevertheless ([BValue#isCanonical()]).
///
/// Decoding does not recurse, allocates nothing on the word of a length field, and copies the input
/// once: strings are windows on that copy. Immutable; safe for use by several threads.
public final class BencodeDecoder {
  private final Limits limits;
  private final boolean strict;

  private BencodeDecoder(Limits limits, boolean strict) {
    this.limits = limits;
    this.strict = strict;
  }

  /// A decoder for stored values: the input must be one canonical value and nothing after it (BEP
  /// 44).
  public static BencodeDecoder strict(Limits limits) {
    return new BencodeDecoder(limits, true);
  }

  /// A decoder for the envelope of messages: unsorted keys and trailing bytes are tolerated.
  public static BencodeDecoder lenient(Limits limits) {
    return new BencodeDecoder(limits, false);
  }

  /// The value that `input` encodes.
  ///
  /// @throws MalformedException if it encodes none, or goes beyond the limits
  public BValue decode(Bytes input) throws MalformedException {
    refuseBeyondLimit(input.length());
    return new BencodeParser(input.toArray(), limits, strict).parse();
  }

  /// The value that the first `length` bytes of `input` encode. The result does not refer to
  /// `input`.
  ///
  /// @throws MalformedException if they encode none, or go beyond the limits
  public BValue decode(byte[] input, int length) throws MalformedException {
    refuseBeyondLimit(length);
    return new BencodeParser(Arrays.copyOf(input, length), limits, strict).parse();
  }

  private void refuseBeyondLimit(int length) throws MalformedException {
    if (length > limits.bytes()) {
      throw new MalformedException("too many bytes", limits.bytes());
    }
  }
}
