package dev.kith.mainline.wire;

/// The reason not to serve a query, as the error to answer with.
///
/// @param code see [ErrorCode]
/// @param text the same for people, in a few ASCII words
public record Refusal(int code, String text) implements Parsed {
  /// The error packet that answers the query with transaction id `t`.
  public ErrorPacket to(QueryPacket query) {
    return ErrorPacket.of(query.t(), code, text);
  }
}
