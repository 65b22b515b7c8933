package dev.kith.kv.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.store.Copy;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private static final NodeId KEY = key(-1);

  private final Batch failed = new Batch();
  private final Batch next = new Batch();

  @Test
  void what_failed_is_tried_again_unless_there_is_something_later() {
    failed.values.put(KEY, row("old"));
    failed.values.put(key(1), row("only"));
    failed.values.put(key(2), null);
    next.values.put(KEY, null);

    next.retry(failed);

    assertThat(next.values)
        .containsEntry(KEY, null)
        .containsEntry(key(1), row("only"))
        .containsEntry(key(2), null);
  }

  @Test
  void deletions_that_a_full_disk_refuses_again_and_again_are_bounded_and_values_are_not_lost() {
    failed.values.put(KEY, row("value"));
    failed.signatures.put(KEY.bytes(), 7L);
    for (int i = 0; i < Batch.MOST_DELETIONS; i++) {
      next.values.put(key(i), null);
      next.signatures.put(key(i).bytes(), null);
      failed.values.put(key(i + 1_000), null);
      failed.signatures.put(key(i + 1_000).bytes(), null);
    }

    next.retry(failed);

    assertThat(next.values.size()).isEqualTo(Batch.MOST_DELETIONS + 1);
    assertThat(next.values.get(KEY)).isEqualTo(row("value"));
    assertThat(next.signatures.size()).isEqualTo(Batch.MOST_DELETIONS + 1);
    assertThat(next.signatures.get(KEY.bytes())).isEqualTo(7L);
  }

  private static Row row(String text) {
    return new Row(KEY, Bytes.utf8(text), 1, 2, Copy.PRIMARY);
  }

  private static NodeId key(int number) {
    return NodeId.hex("%040x".formatted(number));
  }
}
