package dev.kith.core.driver;

/// A request of ours, waiting for its turn or out. For the loop's thread.
public interface Call {
  /// Gives the request up: it ends as cancelled, if it had not ended.
  void cancel();

  /// Gives the request up if it has not been sent yet.
  void withdraw();

  /// Runs `task` when the request is sent, if it waits for its turn. Returns whether it does: if
  /// not, it has been sent or has ended, or is one of several steps, the default.
  default boolean whenSent(Runnable task) {
    return false;
  }

  /// Whether it was not even taken among those that wait for their turn, because so many do: it
  /// ends as cancelled without having been sent, and may be asked again a little later.
  default boolean isTurnedAway() {
    return false;
  }
}
