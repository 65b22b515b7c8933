package dev.kith.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the system says about a process: `/proc`, so Linux only.
final class Cpu {
  private static final double SECONDS_PER_TICK = 0.01; // USER_HZ is 100 on every Linux platform

  private Cpu() {}

  /// Seconds of processor time the process has used, all threads, user and system.
  static double seconds(long pid) {
    // The name, in parentheses, may hold blanks; utime and stime are the 12th and 13th after it.
    String stat = read(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * SECONDS_PER_TICK;
  }

  /// Resident memory in MiB.
  static double residentMiB(long pid) {
    return read(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
