/// Bencode (BEP 3): immutable values, a decoder that bounds everything, an encoder that sorts.
///
/// Here: the format and nothing of the DHT's messages, which are in `dev.kith.mainline.wire`. Start
/// with [BValue], then [BencodeDecoder].
@NullMarked
package dev.kith.mainline.bencode;

import org.jspecify.annotations.NullMarked;
