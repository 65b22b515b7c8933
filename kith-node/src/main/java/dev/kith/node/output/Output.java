package dev.kith.node.output;

import java.util.List;

/// Where a command puts its results: [JsonOutput] or [TextOutput], one interface for both, so that
/// a command says what it found once. Safe for use by several threads; every call is one whole line
/// or block, written through at once.
public interface Output {
  /// One of many results: a line.
  void row(Fields result);

  /// Many results that are all there already: lines whose columns fit all of them.
  default void rows(List<Fields> results) {
    results.forEach(this::row);
  }

  /// The single result of a command: an object, or a block of named lines.
  void record(Fields result);

  /// How many results there were and what it took; `sentence` says it to a person.
  void summary(Fields counts, String sentence);

  /// Something a server did; `sentence` says it to a person.
  void event(Fields event, String sentence);

  /// A hint for a person, on standard error; nothing in JSON.
  void hint(String text);

  /// Starts to show on standard error that `what` is under way, if a person is watching.
  Progress progress(String what);
}
