package dev.kith.interop;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/// libtorrent by its Python binding, where that is installed; `libtorrent-peer.py` lists its
/// commands.
final class LibtorrentPeer {
  // The interpreter of the system, since that is the one distributions install bindings for.
  private static final String PYTHON = "/usr/bin/python3";

  private LibtorrentPeer() {}

  static boolean isInstalled() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(PYTHON, "-c", "import libtorrent")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static PeerProcess start(Endpoint bootstrap) throws IOException {
    Path script = Path.of("target", "peers", "libtorrent-peer.py").toAbsolutePath();
    Files.createDirectories(script.getParent());
    try (InputStream in = LibtorrentPeer.class.getResourceAsStream("/peers/libtorrent-peer.py")) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return PeerProcess.start(new ProcessBuilder(PYTHON, script.toString(), bootstrap.toString()));
  }
}
