package dev.kith.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The load generator for HTTP: wrk, in a process of its own, with one thread.
final class Wrk {
  /// Connections, as the bar is stated.
  static final int CONNECTIONS = 16;

  private final Path script;

  /// A generator whose script is put into `folder`.
  Wrk(Path folder) throws IOException {
    script = folder.resolve("dht.lua");
    try (InputStream lua = Wrk.class.getResourceAsStream("dht.lua")) {
      if (lua == null) {
        throw new IllegalStateException("dht.lua is not beside its class");
      }
      Files.copy(lua, script);
    }
  }

  /// What one run measured.
  ///
  /// @param requests answered ones
  /// @param perSecond of these
  /// @param p50Millis median time to the answer
  /// @param p99Millis what 99 of 100 did not exceed
  /// @param failed answered with anything but 200, or not at all
  record Run(int requests, double perSecond, double p50Millis, double p99Millis, int failed) {}

  /// Whether this machine has it.
  static boolean isInstalled() throws InterruptedException {
    try {
      return command("wrk", "-v").waitFor() >= 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static Process command(String... words) throws IOException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Sends the requests in a file of lines to `http` for so many seconds.
  Run run(String http, Path requests, long seconds) throws IOException, InterruptedException {
    ProcessBuilder wrk =
        new ProcessBuilder(
            List.of(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                "http://" + http));
    wrk.environment().put("REQUESTS", requests.toString());
    Process running = wrk.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String result = null;
    try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        result = line.startsWith("{") ? line : result;
      }
    }
    if (running.waitFor() != 0 || result == null) {
      throw new IOException("wrk ended with " + running.exitValue() + " and said no figures");
    }
    JsonNode figures = JsonMapper.shared().readTree(result);
    int answered = figures.path("requests").asInt();
    return new Run(
        answered,
        answered * 1e6 / figures.path("micros").asDouble(),
        figures.path("p50Micros").asDouble() / 1e3,
        figures.path("p99Micros").asDouble() / 1e3,
        figures.path("failed").asInt());
  }
}
