package dev.kith.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real program in a process of its own, with a home of its own, as a user would run it.
final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader;

  private Program(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /// How a run ended, and what it wrote.
  record Ended(int exit, String out, String err) {
    List<JsonNode> json() {
      return out.lines().map(Program::parsed).toList();
    }

    JsonNode onlyJson() {
      assertThat(json()).hasSize(1);
      return json().getFirst();
    }
  }

  /// Starts the program with `home` as its home folder.
  static Program start(Path home, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.kith.node.Main"));
    command.addAll(List.of(arguments));
    try {
      Path errors = Files.createTempFile(home, "err", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("KITH_") || name.startsWith("XDG_"));
      builder.environment().put("HOME", home.toString());
      builder.environment().putAll(environment);
      return new Program(builder.start(), errors);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /// Runs the program to its end.
  static Ended run(Path home, String... arguments) {
    try (Program program = start(home, Map.of(), arguments)) {
      return program.ended();
    }
  }

  /// An environment in which names are those of `hosts`, in the form of `/etc/hosts`, and no
  /// others.
  static Map<String, String> withHosts(Path home, String hosts) {
    try {
      Path file = Files.writeString(Files.createTempFile(home, "hosts", ".txt"), hosts);
      return Map.of("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + file);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /// The next line of its standard output that is JSON for which `wanted` holds.
  JsonNode await(Predicate<JsonNode> wanted) {
    try {
      while (true) {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("a line; on standard error there is: %s", err()).isNotNull();
        JsonNode json = parsed(line);
        if (wanted.test(json)) {
          return json;
        }
      }
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
  }

  /// The next line of its standard output.
  String line() {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line; on standard error there is: %s", err()).isNotNull();
      return line;
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
  }

  /// Sends SIGTERM and waits for the end.
  Ended terminate() {
    process.destroy();
    return ended();
  }

  /// Sends SIGINT, as Ctrl-C does, and waits for the end.
  Ended interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException cannot) {
      throw new IllegalStateException(cannot);
    }
    return ended();
  }

  /// Waits for the end.
  Ended ended() {
    try {
      boolean inTime = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(inTime).as("ended in time").isTrue();
      reader.join();
      StringBuilder out = new StringBuilder();
      lines.forEach(line -> out.append(line).append('\n'));
      return new Ended(process.exitValue(), out.toString(), err());
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
  }

  /// What it has written to standard error.
  String err() {
    try {
      return Files.readString(errors);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /// Ends the process if it has not ended.
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException ended) {
      // as good as the end
    }
  }

  private static JsonNode parsed(String line) {
    return JSON.readTree(line);
  }
}
