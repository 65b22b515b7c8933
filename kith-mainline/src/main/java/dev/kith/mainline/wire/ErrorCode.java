package dev.kith.mainline.wire;

/// The error codes of BEP 5 ("Errors") and BEP 44.
public final class ErrorCode {
  /// Something else went wrong.
  public static final int GENERIC = 201;

  /// The node cannot serve now.
  public static final int SERVER = 202;

  /// A malformed packet, an invalid argument, or a bad token.
  public static final int PROTOCOL = 203;

  /// The method is not known.
  public static final int METHOD_UNKNOWN = 204;

  /// The value `v` is too big (BEP 44).
  public static final int VALUE_TOO_BIG = 205;

  /// The signature does not fit (BEP 44).
  public static final int BAD_SIGNATURE = 206;

  /// The salt is too big (BEP 44).
  public static final int SALT_TOO_BIG = 207;

  /// The stored sequence number is not the one `cas` named (BEP 44).
  public static final int CAS_MISMATCH = 301;

  /// The sequence number is less than the stored one (BEP 44).
  public static final int SEQUENCE_TOO_LOW = 302;

  private ErrorCode() {}
}
