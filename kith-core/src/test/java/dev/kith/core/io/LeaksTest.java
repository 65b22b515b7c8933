package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Loops and sockets come and go without leaving threads or descriptors behind.
@ParameterizedClass
@MethodSource("dev.kith.core.io.BackendsHere#all")
@Timeout(120)
class LeaksTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int ROUNDS = 40;

  // What other tests of this process, or the runtime, may open or close meanwhile.
  private static final int SLACK = 15;

  @Parameter LoopOptions.Backend backend;

  @BeforeEach
  void needs_a_system_that_lists_descriptors() {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "no list of descriptors on this system");
  }

  @Test
  void loops_leave_nothing_behind(@TempDir Path folder) throws Exception {
    round(folder);
    long before = descriptors();

    for (int i = 0; i < ROUNDS; i++) {
      round(folder);
    }

    assertThat(descriptors()).isLessThan(before + SLACK);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("leaks-loop");
  }

  private void round(Path folder) throws Exception {
    LoopOptions options =
        LoopOptions.builder().backend(backend).name("leaks-loop").folder(folder).build();
    try (EventLoop loop = EventLoop.start(options)) {
      Peer a = Peer.at(loop, Endpoint.loopback(0));
      Peer b = Peer.echoing(loop, Endpoint.parse("0.0.0.0:0"));
      a.send(Endpoint.loopback(b.local().port()), "x");
      a.next();
    }
  }

  @Test
  void sockets_and_failed_binds_leave_nothing_behind() throws Exception {
    LoopOptions options = LoopOptions.builder().backend(backend).name("leaks-loop").build();
    try (EventLoop loop = EventLoop.start(options)) {
      Peer taken = Peer.at(loop, Endpoint.loopback(0));
      openAndClose(loop, taken);
      long before = descriptors();

      for (int i = 0; i < ROUNDS; i++) {
        openAndClose(loop, taken);
      }

      assertThat(descriptors()).isLessThan(before + SLACK);
    }
  }

  private static void openAndClose(EventLoop loop, Peer taken) throws Exception {
    assertThatThrownBy(() -> Peer.at(loop, taken.local())).hasMessageContaining("taken");
    Peer peer = Peer.at(loop, Endpoint.parse(BackendsHere.haveIpv6() ? "[::1]:0" : "127.0.0.1:0"));
    loop.submit(
            () -> {
              peer.wire.close();
              return true;
            })
        .get();
  }

  @Test
  void a_loop_that_cannot_start_leaves_nothing_behind(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    LoopOptions options = LoopOptions.builder().backend(backend).folder(file).build();
    assertThatThrownBy(() -> EventLoop.start(options)).isInstanceOf(IOException.class);
    long before = descriptors();

    for (int i = 0; i < ROUNDS; i++) {
      assertThatThrownBy(() -> EventLoop.start(options)).isInstanceOf(IOException.class);
    }

    assertThat(descriptors()).isLessThan(before + SLACK);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> list = Files.list(DESCRIPTORS)) {
      return list.count();
    }
  }
}
