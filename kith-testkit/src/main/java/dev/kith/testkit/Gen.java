package dev.kith.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Draws inputs for a [Property]: a plain function of a source of randomness.
///
/// Lower draws make simpler inputs: whoever writes a generator lets the choice 0 stand for the
/// plainest case, and shrinking works by itself.
///
/// @param <T> the input
@FunctionalInterface
public interface Gen<T> {
  /// An input, determined by what `random` gives.
  T draw(RandomGenerator random);

  /// Inputs of this generator, turned into something else.
  default <U> Gen<U> map(Function<? super T, ? extends U> change) {
    return random -> change.apply(draw(random));
  }

  /// Inputs of the generator that `next` makes of an input of this one.
  default <U> Gen<U> then(Function<? super T, Gen<U>> next) {
    return random -> next.apply(draw(random)).draw(random);
  }

  /// One of the given values, the first being the simplest.
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Gen<T> of(T... values) {
    List<T> all = List.of(values);
    return random -> all.get(random.nextInt(all.size()));
  }

  /// An input of one of the given generators, the first being the simplest.
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Gen<T> anyOf(Gen<? extends T>... gens) {
    List<Gen<? extends T>> all = List.of(gens);
    return random -> all.get(random.nextInt(all.size())).draw(random);
  }

  /// Numbers from `min` to `max`, both included; the ends more often than the rest.
  static Gen<Integer> ints(int min, int max) {
    return longs(min, max).map(Long::intValue);
  }

  /// Numbers from `min` to `max`, both included; the ends more often than the rest.
  static Gen<Long> longs(long min, long max) {
    if (min > max) {
      throw new IllegalArgumentException("no number from " + min + " to " + max);
    }
    long range = max - min + 1;
    if (range <= 0) { // more than a positive long can count
      return random -> range == 0 ? random.nextLong() : min + unsigned(random.nextLong(), range);
    }
    long edge = Math.min(range / 16, (Long.MAX_VALUE - range) / 2);
    return random -> {
      long drawn = random.nextLong(range + 2 * edge);
      // In this order a lower draw is a lower number, nearly always.
      return drawn < range ? min + drawn : drawn < range + edge ? max : min;
    };
  }

  private static long unsigned(long number, long bound) {
    return Long.remainderUnsigned(number, bound);
  }

  /// Byte strings of `min` to `max` bytes, uniform but for a share made of 0x00 and 0xff.
  static Gen<byte[]> bytes(int min, int max) {
    return random -> {
      boolean extreme = random.nextInt(8) == 7;
      byte[] bytes = new byte[max];
      int mean = 1 + random.nextInt(Math.max(1, max));
      int length = 0;
      while (length < max) {
        // One choice says both whether to go on and with what, so that shrinking can cut bytes out.
        int drawn = random.nextInt(256 * (mean + 1));
        if (drawn < 256 && length >= min) {
          break;
        }
        bytes[length++] = (byte) (extreme ? -(drawn & 1) : drawn);
      }
      return Arrays.copyOf(bytes, length);
    };
  }

  /// Ids of `length` bytes: uniform ones, zeros and ones, and many that share a long prefix with
  /// another id, as neighbours in a key space do.
  static Gen<byte[]> ids(int length) {
    return random -> {
      byte[] id = new byte[length];
      switch (random.nextInt(8)) {
        case 0 -> {} // zero
        case 1 -> Arrays.fill(id, (byte) 0xff);
        case 2, 3 -> flipTail(id, random); // near zero
        default -> random.nextBytes(id);
      }
      return id;
    };
  }

  /// Ids that share a prefix with `id`, of every length alike, the rest random; `id` itself too.
  static Gen<byte[]> idsNear(byte[] id) {
    byte[] base = id.clone();
    return random -> {
      byte[] near = base.clone();
      flipTail(near, random);
      return near;
    };
  }

  private static void flipTail(byte[] id, RandomGenerator random) {
    int differing = random.nextInt(id.length * 8 + 1);
    for (int bit = id.length * 8 - differing, first = bit; bit < id.length * 8; bit++) {
      if (bit == first || random.nextBoolean()) {
        id[bit >>> 3] ^= (byte) (0x80 >>> (bit & 7));
      }
    }
  }

  /// Lists of at most `max` inputs of `element`: operations on a machine, for one. Short and long
  /// ones are about equally likely; shrinking takes elements out.
  static <T> Gen<List<T>> lists(Gen<T> element, int max) {
    return random -> {
      List<T> list = new ArrayList<>();
      int mean = 1 + random.nextInt(Math.max(1, max));
      // A choice before each element, not a length before all: so that shrinking can cut one out.
      while (list.size() < max && random.nextInt(mean + 1) != 0) {
        list.add(element.draw(random));
      }
      return list;
    };
  }
}
