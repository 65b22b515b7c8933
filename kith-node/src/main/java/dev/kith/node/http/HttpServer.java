package dev.kith.node.http;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The server behind the doors. Refuses what is too large or too slow, and has room for a bounded
/// number of connections ([Crowd]).
final class HttpServer implements AutoCloseable {
  static final int MOST_CONNECTIONS = 256;
  static final long IDLE_MILLIS = 10_000;
  private static final int HEADER_BYTES = 8 * 1024;

  private final Server server;
  private final ServerConnector connector;

  private HttpServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /// Starts to listen at `local`. `pages` answers a GET of its exact path; `events` streams.
  ///
  /// @throws IOException if it cannot; the message names the endpoint
  static HttpServer start(Endpoint local, Map<String, Supplier<Answer>> pages, EventStream events)
      throws IOException {
    VirtualThreadPool threads = new VirtualThreadPool();
    threads.setName("kith-http");
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(local.address().toString());
    connector.setPort(local.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.addBean(new Crowd(MOST_CONNECTIONS));
    server.addConnector(connector);
    server.setHandler(new Pages(pages, events));
    try {
      server.start();
    } catch (Exception cannot) {
      stop(server);
      Throwable reason = cannot.getCause() == null ? cannot : cannot.getCause();
      throw new IOException("cannot serve HTTP at " + local + ": " + reason.getMessage(), cannot);
    }
    return new HttpServer(server, connector);
  }

  /// The port it listens on.
  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception alreadyBroken) {
      // Its sockets are closed all the same, and nothing here has state to save.
    }
  }

  /// Finds the page of a path.
  private static final class Pages extends Handler.Abstract {
    private final Map<String, Supplier<Answer>> pages;
    private final EventStream events;

    Pages(Map<String, Supplier<Answer>> pages, EventStream events) {
      this.pages = pages;
      this.events = events;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      String path = request.getHttpURI().getPath();
      boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
      if (reads && path.equals(EventStream.PATH)) {
        events.serve(response);
        callback.succeeded();
        return true;
      }
      Supplier<Answer> page = pages.get(path);
      Answer answer;
      if (page == null) {
        answer =
            Answer.text(
                404, "nothing is here: expected one of " + String.join(", ", pages.keySet()));
      } else if (!reads) {
        answer = Answer.text(405, path + " is only for reading: expected GET");
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      } else {
        answer = page.get();
      }
      response.setStatus(answer.status());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
      response.getHeaders().put(NOT_KEPT);
      response.write(true, java.nio.ByteBuffer.wrap(answer.body().toArray()), callback);
      return true;
    }

    private static final HttpField NOT_KEPT = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");
  }
}
