package dev.kith.sim;

import org.jspecify.annotations.Nullable;

/// One object each for the values that the nodes of a world keep: in a network of a thousand nodes
/// each knows a hundred of the others, and what they know of them is the same.
///
/// A table with one place for a hash, in which the value kept last has it, so that it is bounded
/// and never searched. It doubles, up to a limit, when values push each other out too often.
final class SharedValues {
  private static final int MOST = 1 << 20;
  private static final int SPREAD = 0x9e3779b1;

  private @Nullable Object[] values = new Object[1 << 10];
  private int bits = 10;
  private int pushedOut; // since it last doubled

  /// The value equal to `value` that was kept first, if it still is.
  @SuppressWarnings("unchecked") // equal values are of one class
  <T> T of(T value) {
    int place = place(value);
    Object kept = values[place];
    if (kept != null && value.equals(kept)) {
      return (T) kept;
    }
    values[place] = value;
    if (kept != null && ++pushedOut > values.length && values.length < MOST) {
      grow();
    }
    return value;
  }

  private void grow() {
    @Nullable Object[] before = values;
    values = new Object[2 * before.length];
    bits++;
    pushedOut = 0;
    for (Object value : before) {
      if (value != null) {
        values[place(value)] = value;
      }
    }
  }

  private int place(Object value) {
    return value.hashCode() * SPREAD >>> -bits;
  }
}
