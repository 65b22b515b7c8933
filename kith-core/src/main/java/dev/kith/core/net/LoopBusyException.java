package dev.kith.core.net;

import java.util.concurrent.RejectedExecutionException;

/// Says that a loop is so far behind with its tasks that it takes no more for now.
public final class LoopBusyException extends RejectedExecutionException {
  private static final long serialVersionUID = 1L;

  /// Says how far behind it is.
  public LoopBusyException(String message) {
    super(message);
  }
}
