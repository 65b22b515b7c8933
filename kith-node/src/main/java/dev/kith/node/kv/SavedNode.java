package dev.kith.node.kv;

import dev.kith.core.net.Loop;
import dev.kith.kv.KvException;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A node that comes back by whom it knew, from a file of its loop's disk.
final class SavedNode {
  /// The name of the file.
  static final String STATE = "state";

  private static final long SAVING_SECONDS = 5;

  private SavedNode() {}

  /// Starts a node that joins by whom it knew, if it knew anyone, as well as by whom it is given.
  /// Fails with a [CompletionException].
  static KvNode start(Loop loop, KvOptions options, String state) {
    KvNode node =
        KvNode.loadState(loop, state, options)
            .exceptionallyCompose(
                none ->
                    cause(none) instanceof KvException.NoState
                        ? KvNode.startOn(loop, options)
                        : CompletableFuture.failedFuture(cause(none)))
            .join();
    if (!options.bootstrap().isEmpty()) {
      var _ = node.bootstrap(options.bootstrap());
    }
    return node;
  }

  /// Saves what `node` needs to come back, as far as there is anything and a disk.
  static void save(KvNode node, String state) {
    try {
      node.saveState(state).orTimeout(SAVING_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException unsaved) {
      // Nobody is known, or there is no folder: then the next start has nothing to go by, as now.
    }
  }

  private static Throwable cause(Throwable failed) {
    Throwable cause = failed.getCause();
    return failed instanceof CompletionException && cause != null ? cause : failed;
  }
}
