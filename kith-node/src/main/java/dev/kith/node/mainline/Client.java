package dev.kith.node.mainline;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.GlobalOptions;
import dev.kith.node.cli.Shell;
import dev.kith.node.daemon.EventLog;
import dev.kith.node.output.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A node that lives as long as a command: read-only, on a free port, on the loopback address if
/// all it is to talk to is there.
final class Client implements AutoCloseable {
  private final Mainline node;
  private final Counting counting;

  private Client(Mainline node, Counting counting) {
    this.node = node;
    this.counting = counting;
  }

  /// A client that knows `peers` to begin with.
  static Client open(List<Endpoint> peers, Shell shell) {
    GlobalOptions global = shell.options();
    Counting counting = new Counting();
    MainlineOptions.Builder options =
        MainlineOptions.builder()
            .listen(locals(peers).toArray(Endpoint[]::new))
            .bootstrap(peers)
            .readOnly(true)
            .republish(false)
            .observer(counting.and(EventLog.of(shell, "mainline")));
    if (global.timeout() != null) {
      options.queryTimeout(global.timeout());
    }
    try {
      return new Client(Nodes.start(options.build(), folder(global)), counting);
    } catch (IOException cannot) {
      throw Failure.start(String.valueOf(cannot.getMessage()), cannot);
    }
  }

  private static @Nullable Path folder(GlobalOptions global) {
    Path given = global.dataDir();
    return given == null || global.inMemory() ? null : given.resolve("mainline-client");
  }

  private static List<Endpoint> locals(List<Endpoint> peers) {
    List<Endpoint> locals = new ArrayList<>();
    boolean loopback = peers.stream().allMatch(peer -> peer.address().isLoopback());
    if (peers.isEmpty() || peers.stream().anyMatch(Endpoint::isV4)) {
      locals.add(any(loopback && !peers.isEmpty() ? "127.0.0.1" : "0.0.0.0"));
    }
    if (!peers.stream().allMatch(Endpoint::isV4)) {
      locals.add(any(loopback ? "::1" : "::"));
    }
    return locals;
  }

  private static Endpoint any(String address) {
    return new Endpoint(Address.parse(address), 0);
  }

  Mainline node() {
    return node;
  }

  /// Keeps `progress` up to date.
  void watch(Progress progress) {
    counting.progress = progress;
  }

  @Override
  public void close() {
    node.close();
  }

  /// Tells the progress how many were asked and how many answered.
  private static final class Counting implements Observer {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile Progress progress = Progress.NONE;

    @Override
    public void on(Event event) {
      if (event instanceof Event.RequestSent) {
        asked.incrementAndGet();
      } else if (event instanceof Event.RequestAnswered) {
        answered.incrementAndGet();
      } else {
        return;
      }
      progress.at(asked.get() + " asked, " + answered.get() + " answered");
    }
  }
}
