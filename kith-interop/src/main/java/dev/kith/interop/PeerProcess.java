package dev.kith.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A peer in a process of its own, told what to do in JSON lines.
///
/// The child prints `READY <port>` once, answers each request line by one line with the same id,
/// and may say events in between; it ends when its standard input does. Closing kills it and
/// whatever it started. Thread-safe.
public final class PeerProcess implements AutoCloseable {
  /// How long a start and an answer may take. Generous: the machine may be building something else.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Events kept for [#awaitEvent]; older ones are forgotten.
  private static final int EVENTS_KEPT = 10_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final BufferedWriter requests;
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong nextId = new AtomicLong(1);
  private final List<JsonNode> events = new ArrayList<>();
  private final CompletableFuture<Integer> ready = new CompletableFuture<>();

  private PeerProcess(Process process) {
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    // Not a virtual thread: a read from a pipe would hold its carrier, of which there may be two.
    Thread.ofPlatform().daemon().name("peer-" + process.pid()).start(this::read);
  }

  /// Starts a peer and waits until it is ready. Its standard error goes to ours.
  ///
  /// @throws PeerException when it cannot be started, or says nothing in time
  public static PeerProcess start(ProcessBuilder builder) {
    PeerProcess peer;
    try {
      peer = new PeerProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new PeerException("cannot start " + builder.command() + ": " + e.getMessage(), e);
    }
    try {
      await(peer.ready, "ready line");
      return peer;
    } catch (RuntimeException e) {
      peer.close();
      throw e;
    }
  }

  /// Starts a peer that is a main class on our class path, in a JVM like ours.
  public static PeerProcess startJava(Class<?> main, List<String> jvmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return start(new ProcessBuilder(command));
  }

  /// The UDP port of the ready line; 0 when the peer opens ports on request only.
  public int port() {
    return await(ready, "ready line");
  }

  /// The operating system's id of the process.
  public long pid() {
    return process.pid();
  }

  /// Asks for a thing and waits for its answer.
  ///
  /// @param fields of the request; texts that begin with `0x` reach the peer as bytes
  /// @throws PeerException when the peer answers with an error (its `code` is kept), or not in time
  public JsonNode ask(String command, Map<String, ?> fields) {
    return await(send(command, fields), command);
  }

  /// Asks for a thing; the answer comes on a thread of this class.
  public CompletableFuture<JsonNode> send(String command, Map<String, ?> fields) {
    long id = nextId.getAndIncrement();
    ObjectNode request = JSON.createObjectNode().put("id", id).put("do", command);
    fields.forEach((name, value) -> request.set(name, JSON.valueToTree(value)));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      synchronized (requests) {
        requests.write(JSON.writeValueAsString(request));
        requests.newLine();
        requests.flush();
      }
    } catch (IOException e) {
      waiting.remove(id);
      answer.completeExceptionally(new PeerException("the peer is gone", e));
    }
    return answer;
  }

  /// Waits for an event of that name that fits, and takes it out of those kept.
  ///
  /// @throws PeerException when none comes in time
  public JsonNode awaitEvent(String name, Predicate<JsonNode> fits) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (events) {
      while (true) {
        for (Iterator<JsonNode> each = events.iterator(); each.hasNext(); ) {
          JsonNode event = each.next();
          if (event.path("event").asString().equals(name) && fits.test(event)) {
            each.remove();
            return event;
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new PeerException("no event " + name + " in " + PATIENCE + ", but " + events, null);
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(events, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new PeerException("interrupted", e);
        }
      }
    }
  }

  /// Ends the peer: closes its standard input, then kills what is left of its process tree.
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      requests.close();
    } catch (IOException e) {
      // It is gone already, which is what we want.
    }
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!ready.isDone() && line.startsWith("READY ")) {
          ready.complete(Integer.parseInt(line.substring("READY ".length()).strip()));
        } else if (line.startsWith("{")) {
          accept(JSON.readTree(line));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The end, as below.
    }
    PeerException gone = new PeerException("the peer ended", null);
    ready.completeExceptionally(gone);
    waiting.values().forEach(each -> each.completeExceptionally(gone));
  }

  private void accept(JsonNode line) {
    if (line.has("event")) {
      synchronized (events) {
        if (events.size() == EVENTS_KEPT) {
          events.removeFirst();
        }
        events.add(line);
        events.notifyAll();
      }
      return;
    }
    CompletableFuture<JsonNode> answer = waiting.remove(line.path("id").asLong());
    if (answer == null) {
      return;
    }
    JsonNode error = line.path("error");
    if (error.isMissingNode()) {
      answer.complete(line.path("ok"));
    } else {
      answer.completeExceptionally(
          new PeerException(
              error.path("message").asString(), error.path("code").asString(""), null));
    }
  }

  private static <T> T await(CompletableFuture<T> answer, String what) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PeerException refused) {
        throw new PeerException(what + ": " + refused.getMessage(), refused.code(), refused);
      }
      throw new PeerException(what + " failed", e);
    } catch (TimeoutException e) {
      throw new PeerException("no " + what + " in " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException("interrupted", e);
    }
  }
}
