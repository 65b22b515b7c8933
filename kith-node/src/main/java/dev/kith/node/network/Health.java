package dev.kith.node.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

  // What tells most about several nodes together: where one has joined, all can be used.
  private static final List<String> MOST_TELLING =
      List.of("failing", "joined", "bootstrapping", "starting", "unreachable", "alone");

  /// The health of several nodes that are one to their user, at least one.
  public static Health together(Stream<Health> each) {
    return each.min(Comparator.comparingInt(health -> MOST_TELLING.indexOf(health.state())))
        .orElseThrow();
  }
}
