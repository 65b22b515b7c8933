package dev.kith.kv.signed;

/// Why a value is not stored.
public enum Refusal {
  /// No store request can carry it.
  TOO_LARGE("the value is longer than 8137 bytes as JSON"),
  /// The signature is not that of the key it names, for this key, data, time and mode.
  BAD_SIGNATURE("the signature is not the owner's for this key and value"),
  /// The time of the owner's key is over.
  EXPIRED("the exp_time of the owner's key has passed"),
  /// It was stored before and its owner has replaced it since.
  REPLAYED("the owner has replaced this value already"),
  /// The key holds the value of somebody else, who secured it.
  OTHER_OWNER("the key holds another owner's value"),
  /// The key holds values of the other persist mode.
  OTHER_MODE("the key holds values of the other persist_mode"),
  /// The key holds as many owners' values as it may.
  NO_ROOM("the key has no room for another owner's value"),
  /// This node saw no reason to refuse it, but those that were to keep it did.
  ELSEWHERE("every node that was asked to keep the value refuses it");

  private final String reason;

  Refusal(String reason) {
    this.reason = reason;
  }

  /// The reason in a few words of ASCII, for a header or a log.
  public String reason() {
    return reason;
  }
}
