package dev.kith.mainline.sim;

import dev.kith.sim.Tally;

/// The bytes that nodes send and receive while nothing is asked of them, IP and UDP headers
/// included.
final class Traffic {
  private static final int HEADERS = 28;

  private final MainlineWorld net;
  private long bytes;
  private long datagrams;
  private double nodeSeconds;

  Traffic(MainlineWorld net) {
    this.net = net;
  }

  /// Counts what `task` has the world send.
  void during(Runnable task) {
    Tally tally = net.world().tally();
    long before = net.world().now();
    long sent = tally.sent();
    long payload = tally.bytes();
    task.run();
    datagrams += tally.sent() - sent;
    bytes += tally.bytes() - payload + HEADERS * (tally.sent() - sent);
    nodeSeconds += (net.world().now() - before) / 1e9 * net.oracle().size();
  }

  /// Bytes a second and node, both ways: what one sends, another receives.
  double bytesPerSecond() {
    return 2 * bytes / nodeSeconds;
  }

  @Override
  public String toString() {
    return "%.0f B/s a node, both ways, in %.2f datagrams sent a second"
        .formatted(bytesPerSecond(), datagrams / nodeSeconds);
  }
}
