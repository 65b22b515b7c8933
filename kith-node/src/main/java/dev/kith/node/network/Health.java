package dev.kith.node.network;

import java.util.List;

/// How a node is doing.
///
/// @param state one word of [#STATES]
/// @param detail a sentence for a person
public record Health(String state, String detail) {
  /// `starting`; `bootstrapping`: looks for other nodes for the first time; `joined`: knows others;
  /// `alone`: knows nobody and has nobody to ask; `unreachable`: nobody of those it could ask
  /// answers; `failing`: cannot keep what it should.
  public static final List<String> STATES =
      List.of("starting", "bootstrapping", "joined", "alone", "unreachable", "failing");
}
