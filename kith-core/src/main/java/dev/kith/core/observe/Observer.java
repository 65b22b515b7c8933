package dev.kith.core.observe;

/// Receives a node's events, on the node's loop thread, in the order in which they happened. Must
/// be quick and must not call back into the node.
@FunctionalInterface
public interface Observer {
  /// Looks away.
  Observer NONE = event -> {};

  /// Something happened.
  void on(Event event);

  /// An observer that tells this one and then `other`.
  default Observer and(Observer other) {
    return event -> {
      on(event);
      other.on(event);
    };
  }
}
