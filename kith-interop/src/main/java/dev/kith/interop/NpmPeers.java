package dev.kith.interop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The peers from npm, installed once into a folder of the build and started from there.
///
/// Versions and hashes are pinned by the lock file among the resources; install scripts never run.
/// A second run finds the folder as the first left it and needs no network.
public sealed interface NpmPeers {
  /// Node.js is there and the peers are installed in `folder`.
  record Installed(Path folder) implements NpmPeers {
    /// Starts a process for bittorrent-dht nodes; `bittorrent-dht.js` lists its commands.
    public PeerProcess bittorrentDht() {
      return start("bittorrent-dht.js");
    }

    /// Starts a process for k-rpc instances; `k-rpc.js` lists its commands.
    public PeerProcess krpc() {
      return start("k-rpc.js");
    }

    private PeerProcess start(String script) {
      return PeerProcess.start(new ProcessBuilder("node", script).directory(folder.toFile()));
    }
  }

  /// They are not, and why, in one line.
  record Missing(String reason) implements NpmPeers {}

  /// Installs the peers below `build` when they are not there yet, one process at a time.
  static NpmPeers installed(Path build) {
    Path folder = build.resolve("peers").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
              FileChannel.open(
                  folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = file.lock()) {
        return lock.isValid() ? NpmInstall.into(folder) : new Missing("the install lock is gone");
      }
    } catch (IOException e) {
      return new Missing("cannot write " + folder + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Missing("interrupted");
    }
  }

  /// Whether missing peers are a failure: `KITH_REQUIRE_PEERS=1`.
  static boolean required() {
    return "1".equals(System.getenv("KITH_REQUIRE_PEERS"));
  }
}
