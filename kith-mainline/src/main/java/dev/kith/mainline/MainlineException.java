package dev.kith.mainline;

/// Why the network did not do what was asked. Futures of [Mainline] fail with one of these.
public abstract sealed class MainlineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private MainlineException(String message) {
    super(message, null, false, false);
  }

  /// Nobody answered in time.
  public static final class NoReply extends MainlineException {
    private static final long serialVersionUID = 1L;

    /// Says who did not answer.
    public NoReply(String message) {
      super(message);
    }
  }

  /// A node answered with an error.
  public static final class Refused extends MainlineException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /// The code and text of the error.
    public Refused(int code, String message) {
      super(message);
      this.code = code;
    }

    /// The error's code (BEP 5, BEP 44), 0 if none was given.
    public int code() {
      return code;
    }
  }

  /// The node that answered bears another id than the one asked.
  public static final class WrongNode extends MainlineException {
    private static final long serialVersionUID = 1L;

    /// Says who was asked and who answered.
    public WrongNode(String message) {
      super(message);
    }
  }

  /// So much else was asked of our own node that it could not even wait for its turn.
  public static final class Busy extends MainlineException {
    private static final long serialVersionUID = 1L;

    /// Says what there is too much of.
    public Busy(String message) {
      super(message);
    }
  }

  /// The node was closed before the answer came.
  public static final class Closed extends MainlineException {
    private static final long serialVersionUID = 1L;

    /// Says what was closed.
    public Closed(String message) {
      super(message);
    }
  }
}
