package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;

/// A bencoded value (BEP 3): an integer, a byte string, a list or a dictionary.
///
/// Values are immutable and equal when they say the same, however they were encoded: a dictionary
/// whose keys arrived unsorted equals the sorted one. What a hash or a signature covers is the
/// encoding that arrived, so a decoded value also remembers that ([#raw()]). A decoded value shares
/// memory with its datagram; whoever keeps a part of it compacts the [Bytes] it keeps.
public sealed interface BValue permits BInteger, BString, BList, BDict {
  /// The deepest nesting of lists and dictionaries a value can have. Nothing in the DHT comes near
  /// it, and since it is checked when a value is made, walking one needs no further check.
  int MAX_DEPTH = 64;

  /// The encoding: of a decoded value the very bytes that were received, otherwise the canonical
  /// form.
  Bytes raw();

  /// Whether [#raw()] is the canonical form: keys ascending, in this value and in all it holds. A
  /// storing node asks this of `v` (BEP 44).
  boolean isCanonical();

  /// How deep lists and dictionaries nest: 0 for integers and strings, 1 for an empty list.
  int depth();

  /// How many integers, strings (keys too), lists and dictionaries there are in it, itself
  /// included: what [Limits] counts.
  int tokens();
}
