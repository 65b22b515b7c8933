package dev.kith.node.http;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.http.HttpRules;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
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
/// number of connections ([HttpLimits], [Crowd]).
final class HttpServer implements AutoCloseable {
  private static final int HEADER_BYTES = 8 * 1024;
  private static final long SWEEPS_PER_PATIENCE = 10;

  private final Address address;
  private final Server server;
  private final ServerConnector connector;
  private final Crowd crowd;
  private final long sweepMillis;

  private HttpServer(Endpoint local, FrontDoor door, Site site, HttpLimits limits) {
    this.address = local.address();
    VirtualThreadPool threads = new VirtualThreadPool();
    threads.setName("kith-http");
    this.server = new Server(threads);
    this.crowd = new Crowd(limits.connections(), limits.patience());
    this.sweepMillis = Math.max(1, limits.patience().toMillis() / SWEEPS_PER_PATIENCE);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    // Keys of values are any text, percent-encoded: slashes, dots and all. Paths are compared and
    // taken apart as they were sent, and none of them names a file.
    http.setUriCompliance(UriCompliance.UNSAFE);
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(local.address().toString());
    connector.setPort(local.port());
    connector.setIdleTimeout(limits.patience().toMillis());
    connector.addBean(crowd);
    server.addConnector(connector);
    server.setHandler(new Rooms(door, site, crowd));
  }

  private static String why(Exception cannot) {
    Throwable reason = cannot.getCause() == null ? cannot : cannot.getCause();
    String message = String.valueOf(reason.getMessage());
    // Also thrown for an address that is not of this host.
    return reason instanceof BindException && message.contains("in use")
        ? "the port is taken"
        : message;
  }

  /// Starts to listen at `at`, the first address of a name, for requests of what is in `site`.
  ///
  /// @throws IOException if it cannot; the message names the endpoint
  static HttpServer start(HostPort at, Site site, HttpLimits limits) throws IOException {
    Endpoint local = at.resolve().getFirst();
    HttpServer started = new HttpServer(local, new FrontDoor(at.host()), site, limits);
    try {
      started.server.start();
    } catch (Exception cannot) {
      started.close();
      throw new IOException(
          "cannot serve HTTP at " + local + ": " + why(cannot) + "; --http names another place",
          cannot);
    }
    started.sweep();
    return started;
  }

  private void sweep() {
    crowd.dismiss();
    if (server.isRunning()) {
      connector.getScheduler().schedule(this::sweep, sweepMillis, TimeUnit.MILLISECONDS);
    }
  }

  /// Where it listens.
  Endpoint local() {
    return new Endpoint(address, port());
  }

  /// The port it listens on.
  int port() {
    return connector.getLocalPort();
  }

  /// How many connections are open.
  int connections() {
    return crowd.size();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception alreadyBroken) {
      // Its sockets are closed all the same, and nothing here has state to save.
    }
  }

  /// Finds what answers a path.
  private static final class Rooms extends Handler.Abstract {
    private final FrontDoor door;
    private final Site site;
    private final Crowd crowd;
    private final Optional<DhtDoor> values;

    Rooms(FrontDoor door, Site site, Crowd crowd) {
      this.door = door;
      this.site = site;
      this.crowd = crowd;
      this.values = site.values().map(api -> new DhtDoor(api, crowd));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      Connection connection = request.getConnectionMetaData().getConnection();
      Request.addCompletionListener(request, _ -> crowd.answered(connection));
      HttpFields headers = request.getHeaders();
      Optional<Answer> refusal =
          door.refusal(headers.get(HttpHeader.HOST), headers.get(HttpHeader.ORIGIN));
      if (refusal.isPresent()) {
        crowd.whole(connection);
        // A body is not read, so nothing more can come over this connection.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        send(refusal.get(), response, callback);
        return true;
      }
      String path = request.getHttpURI().getPath();
      if (values.isPresent() && HttpRules.owns(path)) {
        values.get().serve(request, response, callback);
        return true;
      }
      crowd.whole(connection);
      boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
      if (reads && site.events().isPresent() && path.equals(EventStream.PATH)) {
        site.events().get().serve(request.getMethod().equals("GET"), response);
        callback.succeeded();
      } else {
        page(path, reads, response, callback);
      }
      return true;
    }

    private void page(String path, boolean reads, Response response, Callback callback) {
      Supplier<Answer> page = site.pages().get(path);
      Answer answer;
      if (page == null) {
        answer = Answer.text(404, "nothing is here: expected one of " + names());
      } else if (!reads) {
        answer = Answer.text(405, path + " is only for reading: expected GET");
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      } else {
        answer = page.get();
      }
      send(answer, response, callback);
    }

    private static void send(Answer answer, Response response, Callback callback) {
      response.setStatus(answer.status());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
      response.getHeaders().put(NOT_KEPT);
      response.write(true, ByteBuffer.wrap(answer.body().toArray()), callback);
    }

    private String names() {
      List<String> names = new ArrayList<>(site.pages().keySet());
      site.events().ifPresent(stream -> names.add(EventStream.PATH));
      values.ifPresent(api -> names.add("/dht/{key}"));
      return String.join(", ", names);
    }

    private static final HttpField NOT_KEPT = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");
  }
}
