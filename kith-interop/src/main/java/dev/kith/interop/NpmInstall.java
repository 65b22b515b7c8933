package dev.kith.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `npm ci` of the pinned peers, skipped when the folder already holds what the lock file says.
final class NpmInstall {
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "lines.js", "bittorrent-dht.js", "k-rpc.js");
  private static final List<String> INSTALL =
      List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
  private static final int PATIENCE_SECONDS = 180;

  private NpmInstall() {}

  static NpmPeers into(Path folder) throws IOException, InterruptedException {
    if (!succeeds(folder, List.of("node", "--version"))
        || !succeeds(folder, List.of("npm", "--version"))) {
      return new NpmPeers.Missing("node and npm are not on the PATH");
    }
    for (String file : FILES) {
      copy(file, folder);
    }
    Path stamp = folder.resolve(".installed");
    String pinned = Files.readString(folder.resolve("package-lock.json"));
    if (Files.exists(stamp) && Files.readString(stamp).equals(pinned)) {
      return new NpmPeers.Installed(folder);
    }
    if (!succeeds(folder, INSTALL)) {
      return new NpmPeers.Missing(String.join(" ", INSTALL) + " failed, see " + log(folder));
    }
    Files.writeString(stamp, pinned);
    return new NpmPeers.Installed(folder);
  }

  private static boolean succeeds(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log(folder).toFile())
              .start();
    } catch (IOException e) {
      return false; // no such program
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private static Path log(Path folder) {
    return folder.resolve("npm.log");
  }

  private static void copy(String file, Path folder) throws IOException {
    try (InputStream in = NpmInstall.class.getResourceAsStream("/peers/" + file)) {
      if (in == null) {
        throw new IOException("resource peers/" + file + " is missing");
      }
      Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
