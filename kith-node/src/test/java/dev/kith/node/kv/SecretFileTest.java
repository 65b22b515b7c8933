package dev.kith.node.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir private Path folder;

  @Test
  void a_secret_is_for_its_owner_only_and_never_written_over_another() throws Exception {
    Path file = folder.resolve("key.hex");

    SecretFile.create(file, "01");

    assertThat(Files.readString(file)).isEqualTo("01");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> SecretFile.create(file, "02"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(file)).isEqualTo("01");
  }

  /// In a process that may write no byte to a file, as if the disk were full.
  @Test
  void a_key_that_cannot_be_written_leaves_no_file_behind() throws Exception {
    Path file = folder.resolve("key.hex");

    Process keygen =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 0; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.kith.node.Main",
                "kv",
                "keygen",
                "--out",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(keygen.waitFor()).as(said).isEqualTo(3);
    assertThat(said).contains("cannot write '" + file + "'");
    assertThat(file).doesNotExist();
  }
}
