package dev.kith.bench.world;

/// How fast a world went for a while.
///
/// @param events what happened: datagrams that arrived and timers that rang
/// @param cpuSeconds processor time of the world's thread
/// @param virtualSeconds how much time passed in the world
/// @param allocatedBytes what the thread allocated
/// @param collectorSeconds how long the garbage collector had it stand still
public record Pace(
    long events,
    double cpuSeconds,
    double virtualSeconds,
    long allocatedBytes,
    double collectorSeconds) {
  /// Events in a second of processor time, the garbage collector's not counted.
  public double eventsPerSecond() {
    return events / cpuSeconds;
  }

  /// Bytes allocated for one event.
  public double bytesPerEvent() {
    return (double) allocatedBytes / events;
  }

  /// The collector's share of all time.
  public double collectorShare() {
    return collectorSeconds / (cpuSeconds + collectorSeconds);
  }

  /// How many times faster than life.
  public double timesLife() {
    return virtualSeconds / cpuSeconds;
  }
}
