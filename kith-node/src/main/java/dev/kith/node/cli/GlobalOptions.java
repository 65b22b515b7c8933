package dev.kith.node.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every command accepts, at every level. Filled in by picocli.
public final class GlobalOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show the version.")
  boolean version;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "JSON Lines on standard output, one object a line, nothing else.")
  boolean json;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log what happens on standard error; -vv every request, and stack traces.")
  boolean[] verbose = {};

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where state is kept (servers: by default under the XDG data home; clients: nowhere).")
  @Nullable Path dataDir;

  @Option(names = "--in-memory", scope = ScopeType.INHERIT, description = "Keep nothing on disk.")
  boolean inMemory;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      description = "How long to wait for one reply: 500ms, 10s, 2m.")
  @Nullable Duration timeout;

  @Option(
      names = "--text",
      scope = ScopeType.INHERIT,
      description = "Take values as text even if they start with 0x.")
  boolean text;

  @Option(
      names = "--hex",
      scope = ScopeType.INHERIT,
      description = "Show values in hex even if they are printable text.")
  boolean hex;

  @Option(
      names = "--public",
      scope = ScopeType.INHERIT,
      description = "Join the public network: use its well-known bootstrap nodes.")
  boolean joinPublic;

  /// Whether results are JSON Lines.
  public boolean json() {
    return json;
  }

  /// How much to log: 0, 1 (what happens) or 2 (every request, stack traces).
  public int verbosity() {
    return Math.min(verbose.length, 2);
  }

  /// The folder for state, if one was given.
  public @Nullable Path dataDir() {
    return dataDir;
  }

  /// Whether nothing may be kept on disk.
  public boolean inMemory() {
    return inMemory;
  }

  /// How long to wait for one reply, if that was given.
  public @Nullable Duration timeout() {
    return timeout;
  }

  /// Whether values are text even if they look like hex.
  public boolean text() {
    return text;
  }

  /// Whether values are shown in hex even if they are printable.
  public boolean hex() {
    return hex;
  }

  /// Whether well-known public bootstrap nodes may be contacted.
  public boolean joinPublic() {
    return joinPublic;
  }
}
