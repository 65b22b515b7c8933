package dev.kith.kv.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A whole answer of HTTP.
///
/// @param status the status code
/// @param type the content type, also of an answer to `HEAD`
/// @param headers what is to be sent besides
/// @param body ASCII text
public record HttpAnswer(
    int status, String type, SequencedMap<String, String> headers, String body) {
  /// Why a request was not granted, in a few words.
  public static final String REASON = "Kith-Reason";

  /// How many nodes keep the value that was posted.
  public static final String STORED = "Kith-Stored";

  /// How many nodes were asked to.
  public static final String ASKED = "Kith-Asked";

  /// How many nodes hold exactly what is answered.
  public static final String AGREEING = "Kith-Agreeing";

  /// How many nodes gave a verified answer.
  public static final String ANSWERS = "Kith-Answers";

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  /// Copies the headers.
  public HttpAnswer {
    headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
  }

  static HttpAnswer text(int status, String body, Map<String, String> headers) {
    return new HttpAnswer(status, TEXT, new LinkedHashMap<>(headers), body);
  }

  static HttpAnswer json(String body, Map<String, String> headers) {
    return new HttpAnswer(200, JSON, new LinkedHashMap<>(headers), body);
  }

  HttpAnswer withoutBody() {
    return new HttpAnswer(status, type, headers, "");
  }
}
