package dev.kith.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.node.program.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;

/// `kith sim` as a process.
class SimProgramTest {
  @TempDir private Path home;

  @Test
  void a_seed_repeats_a_run_and_another_does_not() {
    JsonNode first = summary(sim("--seed", "7", "--json"));
    JsonNode again = summary(sim("--seed", "7", "--json"));
    JsonNode other = summary(sim("--seed", "8", "--json"));

    assertThat(first.get("lookups").asInt()).isEqualTo(30);
    assertThat(first.get("nearestFound").asDouble()).isEqualTo(1);
    assertThat(first.get("medianSeconds").asDouble()).isPositive();
    assertThat(again.get("trace")).isEqualTo(first.get("trace"));
    assertThat(again.get("events")).isEqualTo(first.get("events"));
    assertThat(other.get("trace")).isNotEqualTo(first.get("trace"));
  }

  @Test
  void what_is_simulated_comes_first() {
    JsonNode scenario =
        sim("--loss", "0.1", "--churn", "C", "--link", "wifi", "--json").json().getFirst();

    assertThat(scenario.get("nodes").asInt()).isEqualTo(40);
    assertThat(scenario.get("loss").asDouble()).isEqualTo(0.1);
    assertThat(scenario.get("churn").asString()).isEqualTo("C");
    assertThat(scenario.get("link").asString()).isEqualTo("wifi");
  }

  @Test
  void a_person_reads_how_it_went_and_a_file_shows_it() throws Exception {
    Path plot = home.resolve("lookups.svg");

    Ended ended = sim("--plot", plot.toString());

    assertThat(ended.out())
        .contains("nodes     40\n", "30 lookups: the nearest node found in 100.0 %")
        .contains("virtual seconds in");
    assertThat(ended.err()).isEmpty(); // progress is for terminals
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(plot.toFile());
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(1);
    assertThat(Files.readString(plot)).contains("Lookups among 40 nodes", "seconds", "share");
  }

  @Test
  void what_makes_no_sense_is_said_before_anything_is_simulated() {
    Path nowhere = home.resolve("nowhere").resolve("x.svg");

    Ended loss = Program.run(home, "sim", "mainline", "--loss", "2");
    Ended churn = Program.run(home, "sim", "mainline", "--churn", "Z");
    Ended plot = Program.run(home, "sim", "mainline", "--plot", nowhere.toString());

    assertThat(loss.exit()).isEqualTo(2);
    assertThat(loss.err()).contains("--loss: '2.0': expected a share from 0 to 1");
    assertThat(churn.exit()).isEqualTo(2);
    assertThat(churn.err()).contains("--churn: 'Z': expected A, B, C or D");
    assertThat(plot.exit()).isEqualTo(3);
    assertThat(plot.err()).contains("--plot: '" + nowhere + "'").hasLineCount(1);
    assertThat(plot.out()).isEmpty();
  }

  private Ended sim(String... more) {
    String[] all = new String[6 + more.length];
    String[] first = {"sim", "mainline", "--nodes", "40", "--lookups", "30"};
    System.arraycopy(first, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    Ended ended = Program.run(home, all);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended;
  }

  private static JsonNode summary(Ended ended) {
    assertThat(ended.json()).hasSize(2);
    return ended.json().getLast().get("summary");
  }
}
