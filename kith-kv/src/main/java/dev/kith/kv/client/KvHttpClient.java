package dev.kith.kv.client;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.http.HttpAnswer;
import dev.kith.kv.http.PercentText;
import dev.kith.kv.signed.Holding;
import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.PersistMode;
import dev.kith.kv.signed.SignatureCheck;
import dev.kith.kv.signed.SignedJson;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Stores and reads signed values through a node's HTTP interface.
///
/// ```java
/// try (KvHttpClient client = KvHttpClient.to(URI.create("http://127.0.0.1:8080"))) {
///   client.post("greeting", "hello", owner, PersistMode.SECURED).join();
///   client.get("greeting").join();
/// }
/// ```
///
/// Whoever posts signs; nodes never see a private key. What is read is verified here, so the node
/// needs not be trusted with more than to answer. Safe for use by several threads. Futures fail
/// with an `IOException` when the node cannot be reached or does not answer in time.
public final class KvHttpClient implements AutoCloseable {
  /// How long is waited for an answer unless told otherwise; a lookup among dead nodes takes some
  /// seconds.
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI base;
  private final Duration timeout;
  private final HttpClient http;

  private KvHttpClient(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /// A client of the node whose interface is at `base`, such as `http://127.0.0.1:8080`.
  ///
  /// @throws IllegalArgumentException if `base` is no address of HTTP
  public static KvHttpClient to(URI base) {
    return to(base, TIMEOUT);
  }

  /// The same, waiting for each answer as long as `timeout`.
  public static KvHttpClient to(URI base, Duration timeout) {
    boolean isHttp = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    if (!isHttp || base.getHost() == null) {
      throw new IllegalArgumentException(
          "expected an address such as http://127.0.0.1:8080, not '" + base + "'");
    }
    return new KvHttpClient(base, timeout);
  }

  /// Signs `data` for `key` and posts it.
  ///
  /// @throws IllegalArgumentException if there is no data, or key or data is no text
  public CompletableFuture<Posted> post(
      String key, String data, SigningKey owner, PersistMode mode) {
    return post(
        key, SignedValue.sign(owner, SignedText.digestOf(key), data, mode, OptionalLong.empty()));
  }

  /// Posts a value that was signed for `key`.
  ///
  /// @throws IllegalArgumentException if the key is empty
  public CompletableFuture<Posted> post(String key, SignedValue value) {
    HttpRequest request =
        request(key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(value.text()))
            .build();
    return send(request).thenApply(KvHttpClient::posted);
  }

  /// Asks what `key` holds and verifies the answer.
  ///
  /// @throws IllegalArgumentException if the key is empty
  public CompletableFuture<Answered> get(String key) {
    NodeId digest = SignedText.digestOf(key);
    return send(request(key).GET().build()).thenApply(response -> answered(digest, response));
  }

  private HttpRequest.Builder request(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key over HTTP is not empty");
    }
    return HttpRequest.newBuilder(base.resolve("/dht/" + PercentText.encode(key)));
  }

  // The time-out of a request would end when the headers are there, however long the body takes.
  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), SignedJson.MAX_MESSAGE_BYTES));
    return exchange
        .copy()
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(failed -> CompletableFuture.failedFuture(given(exchange, failed)));
  }

  private static Throwable given(CompletableFuture<?> exchange, Throwable failed) {
    if (failed instanceof TimeoutException) {
      exchange.cancel(true);
      return new HttpTimeoutException("no whole answer in time");
    }
    return failed;
  }

  private static Posted posted(HttpResponse<byte[]> response) {
    return response.statusCode() == 200
        ? new Posted.Accepted(count(response, HttpAnswer.STORED), count(response, HttpAnswer.ASKED))
        : new Posted.Refused(response.statusCode(), reason(response));
  }

  private static Answered answered(NodeId key, HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      return new Answered.Failed(response.statusCode(), reason(response));
    }
    try {
      NodeMessage message = SignedJson.message(Bytes.wrap(response.body()));
      if (!message.isAuthentic(key)) {
        return new Answered.Untrusted("the node's signature is not genuine");
      }
      String node = message.authorization().publicKey().key();
      if (message.data().isEmpty()) {
        return new Answered.Absent(node);
      }
      Holding holding = SignedJson.holding(message.data().get());
      if (!holding.isAuthentic(key, SignatureCheck.direct())) {
        return new Answered.Untrusted("an owner's signature is not genuine");
      }
      return new Answered.Holds(
          holding, node, count(response, HttpAnswer.AGREEING), count(response, HttpAnswer.ANSWERS));
    } catch (MalformedException malformed) {
      return new Answered.Untrusted(malformed.reason());
    }
  }

  private static String reason(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue(HttpAnswer.REASON)
        .orElseGet(() -> "HTTP status " + response.statusCode());
  }

  private static OptionalInt count(HttpResponse<byte[]> response, String header) {
    try {
      return response
          .headers()
          .firstValue(header)
          .map(text -> OptionalInt.of(Integer.parseInt(text)))
          .orElse(OptionalInt.empty());
    } catch (NumberFormatException noCount) {
      return OptionalInt.empty();
    }
  }

  /// Ends what is under way and lets its connections go.
  @Override
  public void close() {
    http.shutdownNow();
  }
}
