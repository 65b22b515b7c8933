package dev.kith.testkit;

/// The heap of this process, for tests that bound what something retains.
public final class Heap {
  private Heap() {}

  /// The bytes in use after a collection: what is reachable, in a process where nothing else runs.
  /// Asks for a full collection, so a flag that forbids those spoils it.
  public static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
