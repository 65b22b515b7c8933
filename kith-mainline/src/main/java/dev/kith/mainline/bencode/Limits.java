package dev.kith.mainline.bencode;

/// What a [BencodeDecoder] will take on before it refuses.
///
/// @param bytes the longest input, at most 65,535
/// @param tokens the most integers, strings (keys too), lists and dictionaries in a short input
/// @param bytesPerToken lets a longer input have more: one for every so many bytes of it
/// @param depth how deep lists and dictionaries may nest, at most [BValue#MAX_DEPTH]
public record Limits(int bytes, int tokens, int bytesPerToken, int depth) {
  /// For datagrams of the DHT. 512 tokens are enough for any query; a quarter of the bytes allows
  /// for nodes that answer with their whole routing table or with hundreds of peers.
  public static final Limits DATAGRAM = new Limits(65_507, 512, 4, 16);

  /// Checks that all are positive, and length and depth possible.
  public Limits {
    if (bytes < 1 || tokens < 1 || bytesPerToken < 1 || depth < 1) {
      throw new IllegalArgumentException("limits are positive: " + this);
    }
    if (bytes > 0xffff || depth > BValue.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "an input has at most 65,535 bytes and nests at most "
              + BValue.MAX_DEPTH
              + " deep: "
              + this);
    }
  }

  /// The most tokens in an input of `length` bytes.
  int tokensIn(int length) {
    return Math.max(tokens, length / bytesPerToken);
  }
}
