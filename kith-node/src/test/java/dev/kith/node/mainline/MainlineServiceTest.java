package dev.kith.node.mainline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.net.Endpoint;
import dev.kith.node.network.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainlineServiceTest {
  @Test
  void what_stands_where_its_state_should_be_is_named(@TempDir Path folder) throws Exception {
    Path table = Files.createDirectory(folder.resolve("table-0.bencode"));
    ServiceSettings settings =
        new ServiceSettings(List.of(Endpoint.loopback(0)), List.of(), folder, false, event -> {});

    assertThatThrownBy(() -> MainlineService.start(settings, null))
        .isInstanceOf(IOException.class)
        .hasMessage(table + ": expected a file of saved state; remove it to start afresh");
  }
}
