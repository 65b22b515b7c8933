package dev.kith.node.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  @TempDir private Path folder;

  @Test
  void a_node_is_the_same_from_one_run_to_the_next() throws Exception {
    NodeId id = new Identity(folder).id();
    String key = new Identity(folder).signingKey().publicKey().toHex();

    assertThat(new Identity(folder).id()).isEqualTo(id);
    assertThat(new Identity(folder).signingKey().publicKey().toHex()).isEqualTo(key);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("node-id.hex", "signing-key.hex");
    }
  }

  @Test
  void a_draft_that_a_crash_left_behind_is_not_in_the_way() throws Exception {
    Files.writeString(folder.resolve("node-id.hex.new"), "01");

    NodeId id = new Identity(folder).id();

    assertThat(new Identity(folder).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(bytes = {(byte) 0xff, 0, 'x'})
  void bytes_that_are_no_id_are_refused_with_the_name_of_the_file(byte junk) throws Exception {
    Path file = Files.write(folder.resolve("node-id.hex"), new byte[] {junk, (byte) 0xfe, 'j'});

    assertThatThrownBy(() -> new Identity(folder).id())
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": expected 40 hex digits; remove it to have a new one");
  }

  @Test
  void a_folder_where_a_key_should_be_is_refused_with_its_name() throws Exception {
    Path file = Files.createDirectory(folder.resolve("signing-key.hex"));

    assertThatThrownBy(() -> new Identity(folder).signingKey())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": expected a readable file of 64 hex digits: ");
  }

  @Test
  void a_number_that_is_no_key_is_refused_with_the_name_of_the_file() throws Exception {
    Path file = Files.writeString(folder.resolve("signing-key.hex"), "00".repeat(32));

    assertThatThrownBy(() -> new Identity(folder).signingKey())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": a private key is a number from 1")
        .hasMessageEndingWith("; remove it to have a new one");
  }
}
