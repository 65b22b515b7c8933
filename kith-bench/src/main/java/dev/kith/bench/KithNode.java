package dev.kith.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A node of signed values in a process of its own, started like anybody's.
///
/// @param process what runs it
/// @param listen its UDP endpoint
/// @param http where its HTTP interface is
record KithNode(Process process, String listen, String http) implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  /// Starts one that keeps its values in `folder`, and waits until it is ready.
  static KithNode start(Path launcher, Path folder, String bootstrap) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    launcher.toAbsolutePath().toString(),
                    "kv",
                    "serve",
                    "--listen",
                    "127.0.0.1:0",
                    "--http",
                    "127.0.0.1:0",
                    "--bootstrap",
                    bootstrap,
                    "--data-dir",
                    folder.toString(),
                    "--json"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String ready = lines.readLine();
    if (ready == null) {
      throw new IOException("kith kv serve ended before it was ready");
    }
    JsonNode said = JsonMapper.shared().readTree(ready);
    return new KithNode(process, said.path("listen").asString(), said.path("http").asString());
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
