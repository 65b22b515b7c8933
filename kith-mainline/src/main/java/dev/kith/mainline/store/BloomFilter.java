package dev.kith.mainline.store;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Address;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalDouble;

/// A set of addresses in 256 bytes, from which their number can be estimated but not who they are
/// (BEP 33): 2,048 bits, of which each address sets two. Useful up to some 6,000 addresses. Not for
/// use by several threads.
public final class BloomFilter {
  /// The size in bytes.
  public static final int BYTES = 256;

  private static final int BITS = 8 * BYTES;

  private final byte[] bits;

  /// An empty filter.
  public BloomFilter() {
    bits = new byte[BYTES];
  }

  /// The filter with the given bits.
  ///
  /// @throws IllegalArgumentException if there are not [#BYTES] bytes
  public BloomFilter(Bytes filter) {
    if (filter.length() != BYTES) {
      throw new IllegalArgumentException(
          "a filter has " + BYTES + " bytes, this one has " + filter.length());
    }
    bits = filter.toArray();
  }

  /// Adds an address.
  public void add(Address address) {
    byte[] hash = hash(address);
    set((hash[0] & 0xff | hash[1] << 8) & BITS - 1);
    set((hash[2] & 0xff | hash[3] << 8) & BITS - 1);
  }

  /// Whether `address` may have been added; if not, it certainly was not.
  public boolean mayContain(Address address) {
    byte[] hash = hash(address);
    return isSet((hash[0] & 0xff | hash[1] << 8) & BITS - 1)
        && isSet((hash[2] & 0xff | hash[3] << 8) & BITS - 1);
  }

  /// Adds all that was added to `other`.
  public void addAll(BloomFilter other) {
    for (int i = 0; i < BYTES; i++) {
      bits[i] |= other.bits[i];
    }
  }

  /// How many addresses were added, about; 0.5 for an empty filter, as the formula of the BEP has
  /// it; nothing if no bit is left unset and the number could be any.
  public OptionalDouble estimate() {
    int unset = BITS;
    for (byte each : bits) {
      unset -= Integer.bitCount(each & 0xff);
    }
    if (unset == 0) {
      return OptionalDouble.empty();
    }
    double share = Math.min(BITS - 1, unset) / (double) BITS;
    return OptionalDouble.of(Math.log(share) / (2 * Math.log(1 - 1.0 / BITS)));
  }

  /// The bits, as they are sent.
  public Bytes toBytes() {
    return Bytes.copyOf(bits);
  }

  private void set(int bit) {
    bits[bit >>> 3] |= (byte) (1 << (bit & 7));
  }

  private boolean isSet(int bit) {
    return (bits[bit >>> 3] & 1 << (bit & 7)) != 0;
  }

  private static byte[] hash(Address address) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      address.bytes().updateTo(sha1);
      return sha1.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }
}
