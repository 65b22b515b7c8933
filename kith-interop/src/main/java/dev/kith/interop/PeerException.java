package dev.kith.interop;

import org.jspecify.annotations.Nullable;

/// What a peer program said, or did not say in time.
public final class PeerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  PeerException(String message, @Nullable Throwable cause) {
    this(message, "", cause);
  }

  PeerException(String message, String code, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// The code the peer's own error carried, such as `301` or `ETIMEDOUT`; empty when it had none.
  public String code() {
    return code;
  }
}
