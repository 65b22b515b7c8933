package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderLockTest {
  @TempDir Path folder;

  @Test
  void another_process_is_refused_even_after_another_node_of_this_one_was() throws Exception {
    try (FolderLock _ = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining("another node of this process");

      assertThat(anotherProcess()).contains("in use by process " + ProcessHandle.current().pid());
    }

    assertThat(anotherProcess()).isEqualTo("taken");
  }

  @Test
  void a_folder_is_the_same_under_another_name() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    try (FolderLock _ = FolderLock.take(data)) {
      assertThatThrownBy(() -> FolderLock.take(link)).isInstanceOf(FolderInUseException.class);
    }

    FolderLock.take(link).close();
  }

  @Test
  void giving_a_folder_up_twice_takes_it_from_nobody() throws Exception {
    FolderLock first = FolderLock.take(folder);
    first.close();
    try (FolderLock _ = FolderLock.take(folder)) {
      first.close();

      assertThatThrownBy(() -> FolderLock.take(folder)).isInstanceOf(FolderInUseException.class);
      assertThat(anotherProcess()).contains("in use");
    }
  }

  @Test
  void a_full_disk_is_told_with_the_name_of_the_folder() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Files.createSymbolicLink(folder.resolve(".lock"), full);

    assertThatThrownBy(() -> FolderLock.take(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write to the data folder " + folder + ": ");

    Files.delete(folder.resolve(".lock"));
    FolderLock.take(folder).close();
  }

  /// What another process says that tries to take the folder.
  private String anotherProcess() throws Exception {
    Process other = OtherProcess.start(Taker.class, folder);
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).isZero();
    return said;
  }

  /// A program that takes a folder if it can.
  static final class Taker {
    private Taker() {}

    public static void main(String[] arguments) throws IOException {
      try (FolderLock _ = FolderLock.take(Path.of(arguments[0]))) {
        System.out.print("taken");
      } catch (FolderInUseException refused) {
        System.out.print(refused.getMessage());
      }
    }
  }
}
