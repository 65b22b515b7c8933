package dev.kith.node.text;

import java.util.Optional;

/// The value of `--bootstrap`: a peer's endpoint, or the word `none`.
public final class Bootstrap {
  private Bootstrap() {}

  /// The endpoint in `text`; empty if it says `none`.
  public static Optional<HostPort> parse(String text) {
    return text.equals("none") ? Optional.empty() : Optional.of(HostPort.parsePeer(text));
  }
}
