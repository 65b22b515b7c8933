package dev.kith.mainline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The README's example runs, and is the one printed there.
class ReadmeExampleTest {
  @Test
  void the_example_of_the_readme_finds_its_own_peer() throws IOException {
    try (LocalNetwork network = new LocalNetwork("127.0.0.1", 3)) {
      String printed = run(network.endpoint(0), NodeId.hex("77".repeat(20)));

      assertThat(printed.strip()).isEqualTo("127.0.0.1:6881");
    }
  }

  @Test
  void the_readme_prints_the_example_that_runs() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.exists(here.resolve("README.md")) ? here : here.getParent();
    String readme = Files.readString(root.resolve("README.md"));
    String source =
        Files.readString(
            root.resolve("kith-mainline/src/test/java")
                .resolve("dev/kith/mainline/ReadmeExampleTest.java"));

    String example =
        source
            .lines()
            .dropWhile(line -> !line.endsWith("// begin"))
            .skip(1)
            .takeWhile(line -> !line.endsWith("// end"))
            .map(String::strip)
            .collect(Collectors.joining("\n"));

    assertThat(example).isNotBlank();
    assertThat(readme.lines().map(String::strip).collect(Collectors.joining("\n")))
        .contains(example);
  }

  private static String run(Endpoint somebody, NodeId infoHash) throws IOException {
    PrintStream usual = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      // begin
      MainlineOptions options = MainlineOptions.builder().bootstrap(somebody).build();
      try (Mainline node = Mainline.start(options)) {
        node.joined().join();
        node.announce(infoHash, 6881, false).join();
        try (var peers = node.peers(infoHash)) {
          for (Endpoint peer : peers) {
            System.out.println(peer);
          }
        }
      }
      // end
    } finally {
      System.setOut(usual);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
