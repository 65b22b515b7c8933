package dev.kith.core.table;

/// An inner node of the table's binary tree: the two halves of a range of the key space.
final class Branch implements Range {
  private Range zero;
  private Range one;

  Branch(Range zero, Range one) {
    this.zero = zero;
    this.one = one;
  }

  Range child(boolean bit) {
    return bit ? one : zero;
  }

  void replace(boolean bit, Range child) {
    if (bit) {
      one = child;
    } else {
      zero = child;
    }
  }
}
