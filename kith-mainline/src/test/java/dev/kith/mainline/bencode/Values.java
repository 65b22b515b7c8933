package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Draws bencoded values.
final class Values {
  private Values() {}

  static Gen<BValue> any() {
    return random -> value(random, 4);
  }

  private static BValue value(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth == 0 ? 2 : 4)) {
      case 0 -> new BString(Bytes.wrap(Gen.bytes(0, 30).draw(random)));
      case 1 -> new BInteger(Gen.longs(Long.MIN_VALUE, Long.MAX_VALUE).draw(random));
      case 2 -> {
        List<BValue> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield BList.of(items);
      }
      default -> {
        TreeMap<Bytes, BValue> entries = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          entries.put(Bytes.wrap(Gen.bytes(0, 3).draw(random)), value(random, depth - 1));
        }
        BDictBuilder dict = BDict.builder();
        entries.reversed().forEach(dict::put);
        yield dict.build();
      }
    };
  }
}
