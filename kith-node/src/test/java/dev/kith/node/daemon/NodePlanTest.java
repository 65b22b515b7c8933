package dev.kith.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.config.Setting;
import dev.kith.node.config.Settings;
import dev.kith.node.text.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePlanTest {
  @Test
  void a_node_listens_on_both_families_where_the_machine_has_them() {
    assertThat(listens(Map.of(), true)).containsExactly("0.0.0.0:6881", "[::]:6881");
    assertThat(listens(Map.of(), false)).containsExactly("0.0.0.0:6881");
    assertThat(listens(flags("mainline.port", "7000"), true))
        .containsExactly("0.0.0.0:7000", "[::]:7000");
  }

  @Test
  void told_where_to_listen_it_listens_nowhere_else() {
    assertThat(listens(flags("mainline.listen", "10.0.0.7:6881"), true))
        .containsExactly("10.0.0.7:6881");
  }

  @Test
  void among_local_neighbours_it_listens_where_they_are() {
    assertThat(listens(flags("testnet", "3"), true)).containsExactly("127.0.0.1:6881");
  }

  @ParameterizedTest
  @ValueSource(strings = {"networks = []", "[kv]\nlisten = []"})
  void a_list_of_nothing_to_run_or_to_listen_on_is_refused(String text, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("kith.toml"), text);

    assertThatThrownBy(() -> NodePlan.of(Settings.of(Map.of(), Map.of(), file), Map.of(), false))
        .hasMessageStartingWith(file + " line " + text.lines().count() + ": ")
        .hasMessageContaining("expected at least one")
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .extracting(Failure::exit)
        .isEqualTo(Exit.START);
  }

  private static Map<String, Setting> flags(String key, String value) {
    return Map.of(key, Settings.flag("--" + key, value));
  }

  private static List<String> listens(Map<String, Setting> flags, boolean ipv6) {
    NodePlan plan = NodePlan.of(Settings.of(flags, Map.of(), null), Map.of(), ipv6);
    return plan.networks().stream()
        .filter(each -> each.network().name().equals("mainline"))
        .flatMap(each -> each.listens().stream())
        .map(HostPort::toString)
        .toList();
  }
}
