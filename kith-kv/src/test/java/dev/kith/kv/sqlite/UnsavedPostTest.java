package dev.kith.kv.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.kv.http.DhtApi;
import dev.kith.kv.http.HttpAnswer;
import dev.kith.kv.http.HttpCall;
import dev.kith.kv.signed.People;
import dev.kith.kv.store.Storage;
import dev.kith.kv.store.StoreOptions;
import dev.kith.kv.store.ValueStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node that knows no other and cannot write.
@Timeout(30)
final class UnsavedPostTest {
  @Test
  void a_post_that_nobody_keeps_is_answered_with_an_error(@TempDir Path folder) throws Exception {
    KvOptions options =
        KvOptions.builder()
            .listen(Endpoint.parse("127.0.0.1:0"))
            .signedSeed(People.NODE)
            .storage(new Unwritable(folder.resolve("values.db")))
            .build();
    Bytes value = Bytes.utf8(People.secured(People.A, "k", "v").text());
    try (KvNode node = KvNode.start(options)) {

      HttpAnswer answer =
          new DhtApi(node.signedValues()).answer(new HttpCall("POST", "/dht/k", value)).join();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers())
          .containsEntry(HttpAnswer.REASON, "no node keeps the value")
          .containsEntry(HttpAnswer.STORED, "0");
    }
  }

  /// A file to which every write fails, as on a full disk.
  private record Unwritable(Path file) implements Storage {
    @Override
    public ValueStore open(NodeId self, StoreOptions options, Loop loop) throws IOException {
      Database database = Database.open(file);
      try {
        database.set("PRAGMA query_only = 1");
      } catch (SQLException unexpected) {
        throw new IOException(unexpected);
      }
      return new SqliteStorage(file, StoreWatcher.NONE).open(database, self, options, loop);
    }
  }
}
