package dev.kith.core.io;

import java.io.IOException;
import java.lang.foreign.Linker;
import java.util.List;

/// The choice between the kinds of sockets.
final class Backends {
  private static final List<String> ARCHITECTURES = List.of("amd64", "aarch64");

  private Backends() {}

  /// Sockets of the kind the options ask for.
  ///
  /// @throws IOException if that kind is not available here
  static Sockets open(LoopOptions options, LoopCounters counters) throws IOException {
    return switch (options.backend()) {
      case AUTOMATIC -> automatic(options, counters);
      case PLAIN -> new PlainSockets(options, counters);
      case BATCHED -> {
        if (!canBatch()) {
          throw new IOException(
              "batched sockets need 64-bit Linux and --enable-native-access for this module");
        }
        yield new BatchSockets(options, counters);
      }
    };
  }

  private static Sockets automatic(LoopOptions options, LoopCounters counters) throws IOException {
    if (canBatch()) {
      try {
        return new BatchSockets(options, counters);
      } catch (IOException forbidden) {
        // As in a sandbox that does not know these system calls.
      }
    }
    return new PlainSockets(options, counters);
  }

  /// Whether batched sockets can be had. Asks whether native access is enabled, and does not try
  /// it, because the first try would have the Java runtime print a warning.
  static boolean canBatch() {
    return System.getProperty("os.name").equals("Linux")
        && ARCHITECTURES.contains(System.getProperty("os.arch"))
        && Backends.class.getModule().isNativeAccessEnabled()
        && Linker.nativeLinker().defaultLookup().find("syscall").isPresent();
  }
}
