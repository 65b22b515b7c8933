package dev.kith.node.http;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.node.output.Fields;
import dev.kith.node.output.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/// The stream of what happens in the networks, as server-sent events: changes, not every request. A
/// reader that falls behind by more than [#MOST_WAITING] events misses the newer ones.
final class EventStream {
  static final String PATH = "/api/v1/events";
  static final int MOST_READERS = 64;
  static final int MOST_WAITING = 256;
  private static final long HEARTBEAT_SECONDS = 5;

  private final Semaphore seats = new Semaphore(MOST_READERS);
  private final List<BlockingQueue<String>> readers = new CopyOnWriteArrayList<>();

  /// An observer that puts the events of `network` into the stream.
  Observer of(String network) {
    return event -> {
      if (!readers.isEmpty() && Words.isChange(event)) {
        String line = "data: " + Json.write(Words.of(network, event)) + "\n\n";
        readers.forEach(reader -> reader.offer(line));
      }
    };
  }

  /// Sends the stream until the reader goes away, and blocks; only its head unless `withBody`.
  void serve(boolean withBody, Response response) throws IOException {
    if (!seats.tryAcquire()) {
      response.setStatus(503);
      return;
    }
    try {
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      if (withBody) {
        send(response);
      }
    } finally {
      seats.release();
    }
  }

  private void send(Response response) throws IOException {
    BlockingQueue<String> mine = new ArrayBlockingQueue<>(MOST_WAITING);
    readers.add(mine);
    try {
      write(response, ": kith\n\n");
      while (true) {
        // Something has to be written now and then, or a reader's absence is never noticed.
        String next = mine.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        write(response, next == null ? ": \n\n" : next);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      readers.remove(mine);
    }
  }

  private static void write(Response response, String text) throws IOException {
    Content.Sink.write(response, false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Events as JSON.
  private static final class Words {
    static boolean isChange(Event event) {
      return switch (event) {
        case Event.ContactAdded _,
            Event.ContactRemoved _,
            Event.LookupEnded _,
            Event.Stored _,
            Event.Removed _,
            Event.HealthChanged _,
            Event.InvariantBroken _ ->
            true;
        case Event.RequestSent _,
            Event.RequestAnswered _,
            Event.RequestRefused _,
            Event.RequestTimedOut _,
            Event.RequestServed _,
            Event.RequestDeclined _,
            Event.Dropped _,
            Event.LookupStarted _ ->
            false;
      };
    }

    static Fields of(String network, Event event) {
      Fields fields = Fields.of("network", network);
      return switch (event) {
        case Event.ContactAdded(var contact) ->
            fields
                .and("event", "contact-added")
                .and("id", contact.id())
                .and("endpoint", contact.endpoint());
        case Event.ContactRemoved(var contact, String reason) ->
            fields
                .and("event", "contact-removed")
                .and("id", contact.id())
                .and("endpoint", contact.endpoint())
                .and("reason", reason);
        case Event.LookupEnded(
                var target,
                String method,
                int asked,
                int answered,
                int failed,
                long duration) ->
            fields
                .and("event", "lookup")
                .and("target", target)
                .and("method", method)
                .and("asked", asked)
                .and("answered", answered)
                .and("failed", failed)
                .and("millis", duration / 1_000_000);
        case Event.Stored(String kind, var key) ->
            fields.and("event", "stored").and("kind", kind).and("key", key);
        case Event.Removed(String kind, var key, String reason) ->
            fields.and("event", "removed").and("kind", kind).and("key", key).and("reason", reason);
        case Event.HealthChanged(String state, String detail) ->
            fields.and("event", "health").and("state", state).and("detail", detail);
        default -> fields.and("event", event.getClass().getSimpleName());
      };
    }
  }
}
