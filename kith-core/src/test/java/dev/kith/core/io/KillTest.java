package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KillTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40})
  void a_killed_process_leaves_a_whole_file_no_older_than_what_was_durable(
      int versions, @TempDir Path folder) throws Exception {
    Process writer = OtherProcess.start(KilledWriter.class, folder);
    int durable = 0;
    try (BufferedReader told = writer.inputReader()) {
      while (durable < versions) {
        durable = Integer.parseInt(told.readLine());
      }
      // Not by the process itself, which would also close what it said last.
      writer.toHandle().destroyForcibly();
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        durable = Integer.parseInt(line);
      }
    }

    Bytes found = read(folder);

    assertThat(found).isIn(KilledWriter.version(durable), KilledWriter.version(durable + 1));
  }

  private static @Nullable Bytes read(Path folder) throws Exception {
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      CompletableFuture<@Nullable Bytes> content = new CompletableFuture<>();
      disk.read("table", Disk.Callback.of(content::complete, content::completeExceptionally));
      return content.get();
    }
  }
}
