package dev.kith.bench.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// What the threads of this JVM have allocated.
final class Allocation {
  private Allocation() {}

  /// The answer to the command `allocated`.
  static Map<String, Object> answer() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Map.of("bytes", threads.getTotalThreadAllocatedBytes());
  }
}
