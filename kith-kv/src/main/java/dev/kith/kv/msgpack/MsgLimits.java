package dev.kith.kv.msgpack;

/// What a [MsgReader] will take on before it refuses.
///
/// @param elements the most items of arrays, keys and values of maps in a short input, all together
/// @param bytesPerElement lets a longer input have more items of arrays: an element for every so
///   many bytes of it. Of keys and values of maps it has no more, for whoever chooses keys whose
///   hashes collide makes the work grow as the square of their number
/// @param depth how deep arrays and maps may nest, at most [MsgValue#MAX_DEPTH]
public record MsgLimits(int elements, int bytesPerElement, int depth) {
  /// For requests, and values of their own: 256 elements, 8 deep.
  public static final MsgLimits REQUEST = new MsgLimits(256, Integer.MAX_VALUE, 8);

  /// For responses: a contact is four elements in 34 bytes or more, so a list of contacts may be as
  /// long as a datagram.
  public static final MsgLimits RESPONSE = new MsgLimits(256, 8, 8);

  /// Checks that all are positive and the depth is possible.
  public MsgLimits {
    if (elements < 1 || bytesPerElement < 1 || depth < 1 || depth > MsgValue.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "limits are positive and the depth at most " + MsgValue.MAX_DEPTH + ": " + this);
    }
  }

  /// The most elements in an input of `length` bytes.
  int elementsIn(int length) {
    return Math.max(elements, length / bytesPerElement);
  }
}
