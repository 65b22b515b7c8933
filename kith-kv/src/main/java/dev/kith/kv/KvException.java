package dev.kith.kv;

/// What kept an operation from its result.
public abstract sealed class KvException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KvException(String message) {
    super(message);
  }

  /// The node asked did not answer in time.
  public static final class NoReply extends KvException {
    private static final long serialVersionUID = 1L;

    /// With what to tell a person.
    public NoReply(String message) {
      super(message);
    }
  }

  /// The rules of the profile refuse the value.
  public static final class Refused extends KvException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /// Refused for `reason`, a fixed word of the profile.
    public Refused(String reason, String message) {
      super(message);
      this.reason = reason;
    }

    /// Why, in a fixed word of the profile.
    public String reason() {
      return reason;
    }
  }

  /// There is nothing to do it with: no state to save or to load.
  public static final class NoState extends KvException {
    private static final long serialVersionUID = 1L;

    /// With what to tell a person.
    public NoState(String message) {
      super(message);
    }
  }

  /// The node's loop is too far behind to take on more.
  public static final class Busy extends KvException {
    private static final long serialVersionUID = 1L;

    /// With what to tell a person.
    public Busy(String message) {
      super(message);
    }
  }

  /// The node was closed.
  public static final class Closed extends KvException {
    private static final long serialVersionUID = 1L;

    /// With what to tell a person.
    public Closed(String message) {
      super(message);
    }
  }
}
