package dev.kith.sim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.sim.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlotTest {
  @Test
  void a_plot_is_a_well_formed_document_with_a_line_for_each_series() throws Exception {
    String svg =
        Plot.titled("Messages <per> lookup & depth")
            .x("nodes", true)
            .y("messages", false)
            .line("k = 8", List.of(1e3, 1e4, 1e5), List.of(11.0, 12.7, 14.5))
            .dashed("bar", List.of(1e3, 1e5), List.of(12.0, 16.0))
            .svg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));

    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Messages <per> lookup & depth");
    assertThat(svg).contains("prefers-color-scheme: dark", ">10k<", ">100k<", ">k = 8<");
  }

  @Test
  void points_that_have_no_place_on_a_logarithmic_axis_are_left_out() {
    String svg =
        Plot.titled("t")
            .y("y", true)
            .line("s", List.of(1.0, 2.0, 3.0), List.of(0.0, 5.0, 6.0))
            .svg();

    assertThat(svg.split("<circle", -1)).hasSize(3);
    assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void plots_of_nothing_or_of_one_point_are_drawn_as_well() {
    assertThat(Plot.titled("empty").svg()).doesNotContain("NaN").endsWith("</svg>\n");
    assertThat(Plot.titled("one").line("s", List.of(5.0), List.of(5.0)).svg())
        .doesNotContain("NaN");
    assertThatThrownBy(() -> Plot.titled("t").line("s", List.of(1.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ticks_are_round_numbers_within_the_axis() {
    assertThat(new Axis(false, List.of(0.0, 97.0)).ticks())
        .containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(new Axis(true, List.of(1e3, 1e6)).ticks()).containsExactly(1e3, 1e4, 1e5, 1e6);
    assertThat(Axis.label(1_500_000)).isEqualTo("1.5M");
    assertThat(Axis.label(0.25)).isEqualTo("0.25");
  }

  @Test
  void a_straight_line_fits_perfectly_and_a_cloud_does_not() {
    Fit line = Fit.of(List.of(1.0, 2.0, 5.0), x -> x, x -> 3 * x - 1);
    Fit cloud = Fit.of(List.of(1.0, 2.0, 3.0, 4.0), x -> x, x -> x % 2);

    assertThat(line.r2()).isCloseTo(1, within(1e-12));
    assertThat(line.at(10)).isCloseTo(29, within(1e-9));
    assertThat(cloud.r2()).isLessThan(0.5);
  }

  @Test
  void a_report_keeps_its_figures_in_order_and_refuses_a_second_one_of_a_name() {
    SimReport report = new SimReport("scale", 4).put("nodes", 10);
    report.row("rows", Map.of("k", 8)).row("rows", Map.of("k", 20)).world(World.seeded(4));

    assertThat(report.asMap().keySet())
        .startsWith("scenario", "seed", "nodes", "rows")
        .contains("events", "trace");
    assertThat(report.figure("rows")).isEqualTo(List.of(Map.of("k", 8), Map.of("k", 20)));
    assertThatThrownBy(() -> report.put("nodes", 11)).hasMessageContaining("nodes");
  }
}
