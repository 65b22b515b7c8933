package dev.kith.kv.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.SignedValue;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file of values that is used with one profile after the other.
@Timeout(30)
final class SwitchedProfileTest {
  @TempDir private Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();

  private KvNode start(Consumer<KvOptions.Builder> profile) throws Exception {
    KvOptions.Builder options =
        KvOptions.builder()
            .listen(Endpoint.parse("127.0.0.1:0"))
            .storage(new SqliteStorage(folder.resolve("values.db"), StoreWatcher.NONE))
            .observer(this::note);
    profile.accept(options);
    return KvNode.start(options.build());
  }

  private void note(Event event) {
    if (event instanceof Event.HealthChanged(String state, String detail)
        && state.equals("storage")) {
      told.add(detail);
    }
  }

  @Test
  void a_signed_node_does_not_vouch_for_what_a_plain_one_has_kept() throws Exception {
    SignedValue value = People.secured(People.A, "signed", "v");
    try (KvNode signed = start(options -> options.signedSeed(People.NODE))) {
      assertThat(signed.signedValues().store("signed", value).join()).isNotNull();
    }
    try (KvNode plain = start(_ -> {})) {
      assertThat(plain.set("plain", new MsgValue.Str("blue")).join().here()).isTrue();
      assertThat(plain.set("number", MsgValue.Int.of(7)).join().here()).isTrue();
      assertThat(told).isEmpty();
    }

    try (KvNode signed = start(options -> options.signedSeed(People.NODE))) {
      assertThat(signed.signedValues().find("plain").join().message().data()).isEmpty();
      assertThat(signed.signedValues().find("signed").join().message().data())
          .contains(value.text());
      assertThat(signed.status().join().values()).isEqualTo(1);
    }
    assertThat(told).containsExactly("dropped 2 values of another profile");

    try (KvNode plain = start(_ -> {})) {
      assertThat(plain.status().join().values()).isEqualTo(1);
    }
  }
}
