package dev.kith.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long a person waits: for the version, and for a node that answers.
final class Startup {
  private static final int PATIENCE_SECONDS = 60;

  private final Path launcher;

  Startup(Path root) {
    launcher = root.resolve("kith");
  }

  /// Whether there is a launcher to start.
  boolean isPossible() {
    return Files.isExecutable(launcher);
  }

  /// Median seconds of `kith --version`, from start to end.
  double version(int rounds) throws IOException, InterruptedException {
    double[] seconds = new double[rounds];
    for (int round = -1; round < rounds; round++) { // the first builds, if need be
      long start = System.nanoTime();
      Process process = start(List.of("--version"));
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return Medians.median(seconds);
  }

  /// Median seconds from the start of a node to the line that says it is ready.
  double ready(int rounds) throws IOException, InterruptedException {
    double[] seconds = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      Process process =
          start(
              List.of(
                  "mainline",
                  "serve",
                  "--listen",
                  "127.0.0.1:0",
                  "--bootstrap",
                  "none",
                  "--in-memory",
                  "--json"));
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        String line = lines.readLine();
        while (line != null && !line.contains("\"ready\"")) {
          line = lines.readLine();
        }
        seconds[round] = line == null ? Double.NaN : (System.nanoTime() - start) / 1e9;
      } finally {
        process.destroy();
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
    Arrays.sort(seconds);
    return Medians.median(seconds);
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(launcher.toAbsolutePath().toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
