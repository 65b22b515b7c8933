package dev.kith.node.mainline;

import dev.kith.core.io.LoopOptions;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.node.config.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Starts nodes of this network.
final class Nodes {
  /// The file in which a node keeps whom it knows at its first address.
  static final String STATE = "table-0.bencode";

  private Nodes() {}

  /// Starts a node on a loop of its own, which keeps its state in `folder` unless that is null.
  static Mainline start(MainlineOptions options, @Nullable Path folder) throws IOException {
    if (folder != null) {
      StateFile.check(folder.resolve(STATE));
    }
    return Mainline.start(
        options,
        LoopOptions.builder()
            .name("kith-mainline")
            .folder(folder)
            .observer(options.observer())
            .build());
  }
}
