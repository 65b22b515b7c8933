package dev.kith.node.http;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.http.DhtApi;
import dev.kith.kv.http.HttpAnswer;
import dev.kith.kv.http.HttpCall;
import dev.kith.kv.http.HttpRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Takes requests for signed values from the server to [DhtApi] and its answers back. Blocks: each
/// request has a virtual thread.
final class DhtDoor {
  /// A lookup among dead nodes takes seconds; more than this it does not.
  private static final long ANSWER_SECONDS = 30;

  private final DhtApi values;
  private final Crowd crowd;

  DhtDoor(DhtApi values, Crowd crowd) {
    this.values = values;
    this.crowd = crowd;
  }

  void serve(Request request, Response response, Callback callback) {
    try {
      receive(request, response, callback);
    } catch (IOException gone) {
      // The client left, or was too slow and sent away: nothing to answer, nothing to report.
      callback.failed(new QuietException.RuntimeException(gone));
    }
  }

  private void receive(Request request, Response response, Callback callback) throws IOException {
    Connection connection = request.getConnectionMetaData().getConnection();
    crowd.headed(connection);
    if (request.getLength() > HttpRules.MAX_BODY_BYTES) {
      refuse(HttpRules.bodyTooLong(request.getLength()), response, callback);
      return;
    }
    byte[] body = body(request);
    if (body.length > HttpRules.MAX_BODY_BYTES) {
      refuse(HttpRules.bodyTooLong(body.length), response, callback);
      return;
    }
    crowd.whole(connection);
    String path = request.getHttpURI().getPath();
    HttpCall call = new HttpCall(request.getMethod(), path, Bytes.wrap(body));
    send(answer(call), response, callback);
  }

  private static byte[] body(Request request) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(HttpRules.MAX_BODY_BYTES + 1);
    }
  }

  private HttpAnswer answer(HttpCall call) {
    try {
      return values.answer(call).orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException late) {
      return HttpRules.internalError();
    }
  }

  /// What is left of the body is not read, so nothing more can come over this connection.
  private static void refuse(HttpAnswer answer, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    send(answer, response, callback);
  }

  private static void send(HttpAnswer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    byte[] body = answer.body().getBytes(StandardCharsets.US_ASCII);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
