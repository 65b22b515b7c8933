package dev.kith.kv.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kv.store.StoreOptions;
import dev.kith.kv.store.StoredValue;
import dev.kith.testkit.Seed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a real program while it stores, and looks for all that it had acknowledged.
final class KilledStoreTest {
  @TempDir private Path folder;

  // Of each key, the newest number that was acknowledged.
  private final Map<Integer, Integer> acknowledged = new TreeMap<>();

  @Test
  void nothing_acknowledged_is_lost_when_the_program_is_killed() throws Exception {
    killRepeatedly(12);
  }

  @Tag("soak")
  @Test
  void nothing_acknowledged_is_lost_at_200_kills() throws Exception {
    killRepeatedly(200);
  }

  private void killRepeatedly(int times) throws Exception {
    long seed = Seed.current();
    System.out.println("seed=" + seed + " kills=" + times);
    SplittableRandom random = new SplittableRandom(seed);
    int next = 1;
    for (int kill = 1; kill <= times; kill++) {
      next = runAndKill(next, random.nextInt(1, 400), random.nextInt(3_000)) + 100;
      check("after kill " + kill);
    }
    System.out.println(acknowledged.size() + " keys, up to number " + next);
  }

  /// Returns the highest number that may have been stored.
  private int runAndKill(int first, int reports, int spins) throws Exception {
    Process program = start(first);
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < reports; i++) {
        lines.add(out.readLine());
      }
      // A kill follows a report closely but for this; spinning moves it within the next batch.
      for (int i = 0; i < spins * 100; i++) {
        Thread.onSpinWait();
      }
      // Not by the Process: that would close the pipe before its last reports are read.
      program.toHandle().destroyForcibly();
      out.lines().forEach(lines::add);
    }
    assertThat(program.waitFor()).isEqualTo(128 + 9);
    int highest = first;
    for (String line : lines) {
      int number = Integer.parseInt(line);
      acknowledged.merge(number % StoringProgram.keys(), number, Math::max);
      highest = Math.max(highest, number);
    }
    return highest;
  }

  private Process start(int first) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            StoringProgram.class.getName(),
            folder.resolve("values.db").toString(),
            Integer.toString(first))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void check(String when) throws Exception {
    HandCrankedLoop loop = new HandCrankedLoop();
    try (SqliteStore store =
        new SqliteStorage(folder.resolve("values.db"), StoreWatcher.NONE)
            .open(StoringProgram.key(0), StoreOptions.DEFAULT, loop)) {
      assertThat(store.corrupt()).isZero();
      acknowledged.forEach(
          (key, number) -> {
            StoredValue found = store.find(loop.now, StoringProgram.key(key));
            assertThat(found).as("number %s %s", number, when).isNotNull();
            assertThat(StoringProgram.number(found.value()))
                .as("of key %s %s", key, when)
                .isGreaterThanOrEqualTo(number);
          });
    }
  }
}
