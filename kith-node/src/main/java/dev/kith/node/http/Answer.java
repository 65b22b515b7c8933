package dev.kith.node.http;

import dev.kith.core.bytes.Bytes;
import dev.kith.node.output.Fields;
import dev.kith.node.output.Json;

/// A whole HTTP answer.
///
/// @param status the status code
/// @param type the content type
/// @param body what is sent
record Answer(int status, String type, Bytes body) {
  /// A text for people and scripts.
  static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", Bytes.utf8(text + "\n"));
  }

  /// One JSON object.
  static Answer json(int status, Fields fields) {
    return new Answer(status, "application/json", Bytes.utf8(Json.write(fields) + "\n"));
  }
}
