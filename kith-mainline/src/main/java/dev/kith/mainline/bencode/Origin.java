package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;

/// Where in the received bytes a list or dictionary came from, and whether it was canonical there.
record Origin(Bytes input, int from, int length, boolean canonical) {
  /// Of a value that was built, not decoded; its own encoding will be canonical.
  static final Origin NONE = new Origin(Bytes.EMPTY, 0, 0, true);

  boolean isKnown() {
    return length > 0;
  }

  Bytes raw() {
    return input.slice(from, length);
  }
}
