package dev.kith.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void flags_win_over_the_environment_over_the_file_over_nothing() throws Exception {
    Path file = file("http = \"file:3\"\ndata-dir = \"file\"\ntestnet = 5");
    Map<String, String> environment = Map.of("KITH_HTTP", "env:2", "KITH_DATA_DIR", "env");
    Map<String, Setting> flags = Map.of("http", Settings.flag("--http", "flag:1"));

    Settings settings = Settings.of(flags, environment, file);

    assertThat(settings.one("http", Function.identity())).contains("flag:1");
    assertThat(settings.one("data-dir", Function.identity())).contains("env");
    assertThat(settings.one("testnet", Integer::parseInt)).contains(5);
    assertThat(settings.one("networks", Function.identity())).isEmpty();
    assertThat(settings.isOn("in-memory")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "testnet = 1\\n\\nhtpp = \"x\"|line 3: unknown key 'htpp'",
        "[network]\\nport = 1|line 2: unknown key 'network.port'",
        "# only\\n[nothing]|line 2: unknown table 'nothing'",
        "testnet = 1\\ntestnet = 2|line 2",
        "testnet = |line 1",
        "http = 1.5|line 1: http: expected a text",
        "\"da ta\".x = 1|line 1: unknown key 'da ta.x'",
      })
  void a_mistake_in_the_file_names_its_line(String text, String expected) throws Exception {
    Path file = file(text.replace("\\n", "\n"));

    assertThatThrownBy(() -> Settings.of(Map.of(), Map.of(), file))
        .hasMessageContaining(file + " " + expected)
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .extracting(Failure::exit)
        .isEqualTo(Exit.START);
  }

  @Test
  void a_bad_value_names_its_origin_and_is_of_usage_only_when_typed() {
    Settings typed =
        Settings.of(Map.of("testnet", Settings.flag("--testnet", "x")), Map.of(), null);
    Settings inherited = Settings.of(Map.of(), Map.of("KITH_IN_MEMORY", "perhaps"), null);

    assertThatThrownBy(() -> typed.one("testnet", SettingsTest::refuse))
        .hasMessage("--testnet: 'x': expected better")
        .extracting(failure -> ((Failure) failure).exit())
        .isEqualTo(Exit.USAGE);
    assertThatThrownBy(() -> inherited.isOn("in-memory"))
        .hasMessage("KITH_IN_MEMORY: 'perhaps': expected true or false")
        .extracting(failure -> ((Failure) failure).exit())
        .isEqualTo(Exit.START);
  }

  @Test
  void lists_come_from_commas_or_from_arrays() throws Exception {
    Settings environment = Settings.of(Map.of(), Map.of("KITH_NETWORKS", "a, b"), null);
    Settings array = Settings.of(Map.of(), Map.of(), file("networks = [\"a\", \"b\"]"));

    assertThat(environment.list("networks", Function.identity()).orElseThrow())
        .containsExactly("a", "b");
    assertThat(array.list("networks", Function.identity()).orElseThrow()).containsExactly("a", "b");
  }

  @Test
  void state_lives_where_xdg_says_unless_told_otherwise() {
    assertThat(DataHome.of(null, Map.of("XDG_DATA_HOME", "/x", "HOME", "/h")).root())
        .isEqualTo(Path.of("/x/kith"));
    assertThat(DataHome.of(null, Map.of("XDG_DATA_HOME", "relative", "HOME", "/h")).root())
        .isEqualTo(Path.of("/h/.local/share/kith"));
    assertThat(DataHome.of(Path.of("/given"), Map.of("HOME", "/h")).root())
        .isEqualTo(Path.of("/given"));
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("kith.toml"), text);
  }

  private static String refuse(String text) {
    throw new IllegalArgumentException("'" + text + "': expected better");
  }
}
