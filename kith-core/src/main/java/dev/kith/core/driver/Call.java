package dev.kith.core.driver;

/// A request of ours, waiting for its turn or out. For the loop's thread.
public interface Call {
  /// Gives the request up: it ends as cancelled, if it had not ended.
  void cancel();

  /// Gives the request up if it has not been sent yet.
  void withdraw();
}
