package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import dev.kith.core.observe.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SystemDiskTest {
  @TempDir Path folder;

  @Test
  void a_file_is_read_as_it_was_last_written() throws Exception {
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      for (int i = 0; i < 100; i++) {
        disk.write("table", Bytes.utf8("version " + i), ignoring());
      }

      assertThat(read(disk, "table")).isEqualTo(Bytes.utf8("version 99"));
    }
  }

  @Test
  void a_file_that_is_not_there_is_read_as_nothing() throws Exception {
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      assertThat(read(disk, "table")).isNull();
    }
  }

  @Test
  void closing_completes_what_was_asked_for() throws Exception {
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      disk.write("table", Bytes.utf8("last words"), ignoring());
    }

    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      assertThat(read(disk, "table")).isEqualTo(Bytes.utf8("last words"));
    }
  }

  @Test
  void a_write_that_fails_leaves_the_old_content_and_nothing_else() throws Exception {
    Files.createDirectories(folder.resolve("table/in-the-way"));
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      assertThatThrownBy(() -> write(disk, "table", Bytes.utf8("new")))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
    }

    assertThat(folder.resolve("table/in-the-way")).isDirectory();
    assertThat(folder.resolve("table.tmp")).doesNotExist();
  }

  @Test
  void a_torn_write_of_a_killed_process_is_not_seen() throws Exception {
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      write(disk, "table", Bytes.utf8("old"));
      for (int torn = 0; torn < 3; torn++) {
        Files.write(folder.resolve("table.tmp"), Bytes.utf8("new").slice(0, torn).toArray());

        assertThat(read(disk, "table")).isEqualTo(Bytes.utf8("old"));
      }

      write(disk, "table", Bytes.utf8("newer"));

      assertThat(read(disk, "table")).isEqualTo(Bytes.utf8("newer"));
      assertThat(folder.resolve("table.tmp")).doesNotExist();
    }
  }

  @Test
  void names_are_not_paths() throws Exception {
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      for (String name :
          new String[] {"", "../x", "a/b", ".lock", "x.tmp", "a b", "x".repeat(101)}) {
        assertThatThrownBy(() -> disk.write(name, Bytes.EMPTY, ignoring()))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void a_closed_disk_fails_what_it_is_asked() throws Exception {
    SystemDisk disk = new SystemDisk(folder, Runnable::run);
    disk.close();
    disk.close();

    assertThatThrownBy(() -> read(disk, "table")).hasMessageContaining("the disk has closed");
  }

  @Test
  void a_folder_in_use_is_refused_until_it_is_given_up() throws Exception {
    try (SystemDisk disk = new SystemDisk(folder, Runnable::run)) {
      write(disk, "table", Bytes.EMPTY);

      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining(folder.toString());
    }

    FolderLock.take(folder).close();
  }

  @Test
  void a_folder_that_cannot_be_made_is_told_in_one_line() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(() -> FolderLock.take(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot create the data folder " + file)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  @Test
  void the_disk_of_a_loop_calls_back_on_its_thread() throws Exception {
    AtomicReference<String> thread = new AtomicReference<>();
    LoopOptions options = LoopOptions.builder().name("with-disk").folder(folder).build();
    try (EventLoop loop = EventLoop.start(options)) {
      CompletableFuture<String> written = new CompletableFuture<>();
      loop.execute(
          () ->
              loop.disk()
                  .write(
                      "table",
                      Bytes.utf8("x"),
                      Disk.Callback.of(
                          done -> written.complete(Thread.currentThread().getName()),
                          written::completeExceptionally)));
      assertThat(written.get()).isEqualTo("with-disk");

      loop.execute(
          () ->
              loop.disk()
                  .write(
                      "table",
                      Bytes.utf8("at the end"),
                      Disk.Callback.of(
                          done -> thread.set(Thread.currentThread().getName()), why -> {})));
    }

    assertThat(thread).hasValue("with-disk");
    assertThat(Files.readString(folder.resolve("table"))).isEqualTo("at the end");
  }

  @Test
  void what_a_callback_asks_of_a_closing_loop_is_called_back_too() throws Exception {
    CompletableFuture<String> refused = new CompletableFuture<>();
    EventLoop loop = EventLoop.start(LoopOptions.builder().folder(folder).build());
    loop.submit(
            () -> {
              writeAgainAndAgain(loop.disk(), refused);
              return true;
            })
        .get();

    loop.close();

    assertThat(refused).isCompletedWithValue("the disk has closed");
  }

  private static void writeAgainAndAgain(Disk disk, CompletableFuture<String> refused) {
    disk.write(
        "table",
        Bytes.utf8("x"),
        Disk.Callback.of(
            done -> writeAgainAndAgain(disk, refused), why -> refused.complete(why.getMessage())));
  }

  @Test
  void callbacks_that_never_give_up_do_not_keep_a_loop_from_closing() throws Exception {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    LoopOptions options = LoopOptions.builder().folder(folder).observer(events::add).build();
    EventLoop loop = EventLoop.start(options);
    Disk disk = loop.disk();
    loop.submit(
            () -> {
              writeForEver(disk);
              return true;
            })
        .get();

    loop.close();

    assertThat(events)
        .singleElement(type(Event.InvariantBroken.class))
        .returns("end", Event.InvariantBroken::what);
  }

  @Test
  void however_much_is_asked_before_a_loop_closes_all_is_called_back() throws Exception {
    int asked = 70_000;
    AtomicInteger answered = new AtomicInteger();
    EventLoop loop = EventLoop.start(LoopOptions.defaults());
    loop.execute(
        () -> {
          for (int i = 0; i < asked; i++) {
            loop.disk()
                .read("table", Disk.Callback.of(done -> answered.incrementAndGet(), why -> {}));
          }
          loop.close();
        });

    loop.close();

    assertThat(answered).hasValue(asked);
  }

  private static void writeForEver(Disk disk) {
    disk.write(
        "table",
        Bytes.utf8("x"),
        Disk.Callback.of(done -> writeForEver(disk), why -> writeForEver(disk)));
  }

  @Test
  void a_loop_whose_folder_is_in_use_does_not_start() throws Exception {
    LoopOptions options = LoopOptions.builder().folder(folder).build();
    try (EventLoop first = EventLoop.start(options)) {
      assertThat(first.submit(() -> 1).get()).isEqualTo(1);

      assertThatThrownBy(() -> EventLoop.start(options)).isInstanceOf(FolderInUseException.class);
    }
  }

  @Test
  void nodes_that_share_a_loop_can_have_disks_of_their_own() throws Exception {
    try (EventLoop loop = EventLoop.start(LoopOptions.defaults())) {
      Disk first = loop.inMemory().disk();
      Disk second = loop.inMemory().disk();

      write(first, "table", Bytes.utf8("of the first"));

      assertThat(read(second, "table")).isNull();
      assertThat(read(loop.disk(), "table")).isNull();
      assertThat(read(first, "table")).isEqualTo(Bytes.utf8("of the first"));
    }
  }

  @Test
  void what_nodes_that_share_a_loop_ask_of_their_folders_is_called_back_though_it_closes()
      throws Exception {
    AtomicInteger written = new AtomicInteger();
    EventLoop loop = EventLoop.start(LoopOptions.builder().maxPendingTasks(4).build());
    Disk first = loop.inFolder(folder.resolve("first")).disk();
    Disk second = loop.inFolder(folder.resolve("second")).disk();
    loop.execute(
        () -> {
          for (int i = 0; i < 10; i++) {
            Disk disk = i % 2 == 0 ? first : second;
            disk.write(
                "table",
                Bytes.utf8("x"),
                Disk.Callback.of(done -> written.incrementAndGet(), why -> {}));
          }
        });

    loop.close();

    assertThat(written).hasValue(10);
    FolderLock.take(folder.resolve("first")).close();
    assertThatThrownBy(() -> loop.inFolder(folder.resolve("first")))
        .hasMessage("the loop has closed");
    FolderLock.take(folder.resolve("first")).close();
  }

  @Test
  void a_disk_in_memory_remembers_and_keeps_nothing() throws Exception {
    MemoryDisk disk = new MemoryDisk(Runnable::run);

    write(disk, "table", Bytes.utf8("x"));

    assertThat(read(disk, "table")).isEqualTo(Bytes.utf8("x"));
    assertThat(read(new MemoryDisk(Runnable::run), "table")).isNull();
  }

  @Test
  void a_disk_in_memory_is_bounded() throws Exception {
    MemoryDisk disk = new MemoryDisk(Runnable::run);
    for (int i = 0; i < MemoryDisk.MAX_FILES; i++) {
      write(disk, "file-" + i, Bytes.EMPTY);
    }

    assertThatThrownBy(() -> write(disk, "another", Bytes.EMPTY)).hasMessageContaining("full");
    write(disk, "file-7", Bytes.utf8("x"));

    assertThat(read(disk, "file-7")).isEqualTo(Bytes.utf8("x"));
  }

  private static <T extends @Nullable Object> Disk.Callback<T> ignoring() {
    return Disk.Callback.of(done -> {}, why -> {});
  }

  private static @Nullable Bytes read(Disk disk, String name) throws Exception {
    CompletableFuture<@Nullable Bytes> content = new CompletableFuture<>();
    disk.read(name, Disk.Callback.of(content::complete, content::completeExceptionally));
    return content.get();
  }

  private static void write(Disk disk, String name, Bytes content) throws Exception {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    disk.write(name, content, Disk.Callback.of(done::complete, done::completeExceptionally));
    done.get();
  }
}
