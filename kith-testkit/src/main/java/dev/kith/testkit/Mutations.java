package dev.kith.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Spoiled copies of good samples, for fuzzing decoders and state machines: most are nearly right,
/// which reaches deeper than noise does.
///
/// A copy is changed one to four times: bits flipped, bytes replaced, parts cut, repeated, moved or
/// taken from another sample, lengths edited, be they ASCII digits or binary. Nothing is allocated
/// by [#next(RandomGenerator, byte[])], so ten million datagrams cost little more than their
/// decoding. Not for use by several threads at once.
public final class Mutations implements Gen<byte[]> {
  private static final byte[] TELLING = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '-', '0', '9', ':'};

  private final byte[][] samples;
  private final byte[] scratch;

  private Mutations(byte[][] samples, int maxLength) {
    this.samples = samples;
    this.scratch = new byte[maxLength];
  }

  /// Mutations of `samples`, none of them longer than `maxLength` bytes; longer samples are cut.
  ///
  /// @throws IllegalArgumentException if there is no sample or no room
  public static Mutations of(List<byte[]> samples, int maxLength) {
    if (samples.isEmpty() || maxLength < 1) {
      throw new IllegalArgumentException(
          samples.size() + " samples of at most " + maxLength + " bytes are too few");
    }
    List<byte[]> copies = new ArrayList<>();
    for (byte[] sample : samples) {
      copies.add(Arrays.copyOf(sample, Math.min(sample.length, maxLength)));
    }
    return new Mutations(copies.toArray(byte[][]::new), maxLength);
  }

  @Override
  public byte[] draw(RandomGenerator random) {
    return Arrays.copyOf(scratch, next(random, scratch));
  }

  /// Writes the next mutation to the start of `into` and returns its length, which may be 0.
  ///
  /// @param into has room for the `maxLength` bytes of [#of]
  public int next(RandomGenerator random, byte[] into) {
    byte[] sample = sample(random);
    System.arraycopy(sample, 0, into, 0, sample.length);
    int length = sample.length;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      length = change(random, into, length);
    }
    return length;
  }

  private int change(RandomGenerator random, byte[] into, int length) {
    if (length == 0) {
      return paste(random, into, 0, sample(random));
    }
    int at = random.nextInt(length);
    return switch (random.nextInt(10)) {
      case 0, 1 -> {
        into[at] ^= (byte) (1 << random.nextInt(8));
        yield length;
      }
      case 2 -> {
        into[at] = (byte) random.nextInt(256);
        yield length;
      }
      case 3 -> {
        into[at] = TELLING[random.nextInt(TELLING.length)];
        yield length;
      }
      case 4 -> at; // cut the rest
      case 5 -> cut(into, length, at, 1 + random.nextInt(Math.min(32, length - at)));
      case 6 -> repeat(random, into, length, at);
      case 7 -> paste(random, into, at, sample(random));
      case 8 -> editDigit(random, into, length, at);
      default -> {
        editNumber(random, into, length, at);
        yield length;
      }
    };
  }

  private byte[] sample(RandomGenerator random) {
    return samples[random.nextInt(samples.length)];
  }

  private static int cut(byte[] into, int length, int at, int count) {
    System.arraycopy(into, at + count, into, at, length - at - count);
    return length - count;
  }

  /// Says a part again, right after itself, up to sixteen times: nesting, for one.
  private int repeat(RandomGenerator random, byte[] into, int length, int at) {
    int part = 1 + random.nextInt(Math.min(32, length - at));
    int grown = length;
    for (int times = 1 + random.nextInt(16); times > 0; times--) {
      if (grown + part > scratch.length) {
        break;
      }
      System.arraycopy(into, at, into, at + part, grown - at);
      grown += part;
    }
    return grown;
  }

  /// Overwrites from `at` on with the end of another sample, and ends there.
  private int paste(RandomGenerator random, byte[] into, int at, byte[] other) {
    int from = other.length == 0 ? 0 : random.nextInt(other.length);
    int count = Math.min(other.length - from, scratch.length - at);
    System.arraycopy(other, from, into, at, count);
    return at + count;
  }

  /// Changes the next ASCII digit at or after `at`, or doubles it: `20:` becomes `29:` or `220:`.
  private int editDigit(RandomGenerator random, byte[] into, int length, int at) {
    int digit = at;
    while (digit < length && (into[digit] < '0' || into[digit] > '9')) {
      digit++;
    }
    if (digit == length) {
      return length;
    }
    if (random.nextBoolean() && length < scratch.length) {
      System.arraycopy(into, digit, into, digit + 1, length - digit);
      return length + 1;
    }
    into[digit] = (byte) ('0' + random.nextInt(10));
    return length;
  }

  /// Adds a little to, or takes it from, the big-endian number of one, two or four bytes at `at`.
  private static void editNumber(RandomGenerator random, byte[] into, int length, int at) {
    int carry = random.nextInt(9) - 4;
    for (int i = Math.min(length, at + (1 << random.nextInt(3))) - 1; i >= at; i--) {
      int sum = (into[i] & 0xff) + carry;
      into[i] = (byte) sum;
      carry = sum >> 8;
    }
  }
}
