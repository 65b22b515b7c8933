package dev.kith.core.bytes;

/// Says that bytes from the network or from a file could not be decoded, why, and where.
///
/// Hostile bytes are the normal case, so this exception is cheap: it carries no stack trace. It is
/// caught in one place, counted, and the datagram dropped.
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /// A complaint about the byte at `offset`; `reason` is a short fixed phrase fit for a counter.
  public MalformedException(String reason, int offset) {
    super(reason, null, false, false);
    this.offset = offset;
  }

  /// What is wrong, in a few words.
  public String reason() {
    return String.valueOf(getMessage());
  }

  /// Where it was noticed, in bytes from the start of the input.
  public int offset() {
    return offset;
  }
}
