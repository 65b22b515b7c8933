package dev.kith.kv.http;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.kv.http.SignedValues.Found;
import dev.kith.kv.http.SignedValues.Written;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedJson;
import dev.kith.kv.signed.SignedValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What each request means and what each result is answered with. Bodies are those of the original,
/// byte for byte; what it does not say stands in headers.
///
/// Where the original answers 500 to a client's mistake, this says what the mistake is: 400 for
/// what is no signed value, 401 for what its owner may not write, 413 for what is too long. Where
/// it answers 200 to a value that no node keeps, this answers 503.
public final class HttpRules {
  /// The longest body that is read. The longest value takes an eighth of it, if every character of
  /// it is written as an escape.
  public static final int MAX_BODY_BYTES = SignedJson.MAX_BYTES;

  private static final String PREFIX = "/dht/";
  private static final String METHODS = "GET,HEAD,POST";

  private HttpRules() {}

  /// Whether a path is one of those that are answered here, if only with 404.
  public static boolean owns(String path) {
    return path.startsWith(PREFIX);
  }

  /// What a request asks for.
  static Decision decide(HttpCall call) {
    if (!owns(call.path())) {
      return answered(notFound());
    }
    String segment = call.path().substring(PREFIX.length());
    if (segment.isEmpty() || segment.indexOf('/') >= 0) {
      return answered(notFound());
    }
    Optional<String> key = PercentText.decode(segment);
    return switch (call.method()) {
      case "GET", "HEAD", "POST" ->
          key.isEmpty()
              ? answered(badRequest("the key is not percent-encoded UTF-8"))
              : decide(call, key.get());
      default ->
          answered(HttpAnswer.text(405, "405: Method Not Allowed", Map.of("Allow", METHODS)));
    };
  }

  private static Decision decide(HttpCall call, String key) {
    if (!call.method().equals("POST")) {
      return new Decision.Read(key, call.method().equals("GET"));
    }
    if (call.body().length() > MAX_BODY_BYTES) {
      return answered(bodyTooLong(call.body().length()));
    }
    return write(key, call.body());
  }

  private static Decision write(String key, Bytes body) {
    try {
      SignedValue value = SignedJson.value(body);
      return new Decision.Write(key, value);
    } catch (MalformedException notValue) {
      return answered(badRequest(notValue.reason()));
    }
  }

  /// The answer to a body of more than [#MAX_BODY_BYTES] bytes.
  ///
  /// @param length how many bytes it has, or how many were read before giving up
  public static HttpAnswer bodyTooLong(long length) {
    return HttpAnswer.text(
        413,
        "Maximum request body size %d exceeded, actual body size %d"
            .formatted(MAX_BODY_BYTES, length),
        Map.of());
  }

  /// The answer to a request that was not sent within its time.
  public static HttpAnswer tooSlow() {
    return HttpAnswer.text(408, "408: Request Timeout", Map.of("Connection", "close"));
  }

  /// What a write is answered with.
  static HttpAnswer answer(Written written) {
    return switch (written) {
      case Written.Stored(int stored, int asked) ->
          stored(stored > 0, counts(HttpAnswer.STORED, stored, HttpAnswer.ASKED, asked));
      case Written.Refused(Refusal refusal) -> refused(refusal);
    };
  }

  private static HttpAnswer stored(boolean isKept, SequencedMap<String, String> headers) {
    if (isKept) {
      return HttpAnswer.text(200, "200: OK", headers);
    }
    headers.put(HttpAnswer.REASON, "no node keeps the value");
    return HttpAnswer.text(503, "503: Service Unavailable", headers);
  }

  private static HttpAnswer refused(Refusal refusal) {
    return switch (refusal) {
      case BAD_SIGNATURE -> badRequest(refusal.reason());
      case TOO_LARGE -> failure(413, "Request Entity Too Large", refusal.reason());
      case EXPIRED, REPLAYED, OTHER_OWNER, OTHER_MODE, NO_ROOM, ELSEWHERE ->
          failure(401, "Unauthorized", refusal.reason());
    };
  }

  /// What a read is answered with.
  static HttpAnswer answer(Found found, boolean withBody) {
    HttpAnswer answer =
        HttpAnswer.json(
            found.message().text(),
            counts(HttpAnswer.AGREEING, found.agreeing(), HttpAnswer.ANSWERS, found.answers()));
    return withBody ? answer : answer.withoutBody();
  }

  /// What is answered when the network fails.
  public static HttpAnswer internalError() {
    return failure(500, "Internal Server Error", "the node could not answer");
  }

  private static HttpAnswer notFound() {
    return HttpAnswer.text(404, "404: Not Found", Map.of());
  }

  private static HttpAnswer badRequest(String reason) {
    return failure(400, "Bad Request", reason);
  }

  private static HttpAnswer failure(int status, String words, String reason) {
    return HttpAnswer.text(status, status + ": " + words, Map.of(HttpAnswer.REASON, reason));
  }

  private static SequencedMap<String, String> counts(
      String one, int count, String other, int ofOther) {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    headers.put(one, Integer.toString(count));
    headers.put(other, Integer.toString(ofOther));
    return headers;
  }

  private static Decision answered(HttpAnswer answer) {
    return new Decision.Answered(answer);
  }
}
