package dev.kith.node.client;

import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.GlobalOptions;
import dev.kith.node.cli.Shell;
import dev.kith.node.daemon.EventLog;
import dev.kith.node.output.Fields;
import dev.kith.node.output.Progress;
import dev.kith.node.text.Bootstrap;
import dev.kith.node.text.Durations;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the commands that ask a network have in common: a node that lives as long as the command,
/// and outcomes turned into exit codes.
///
/// @param <N> a node of the network
public abstract class ClientCommand<N> implements Callable<Integer> {
  @Option(
      names = "--bootstrap",
      paramLabel = "H:P",
      description = "A node to ask first: host:port. Repeatable.")
  private List<String> bootstrap = List.of();

  private final Shell shell;
  private final String network;
  private final long startedAt = System.nanoTime();

  /// A command of the network called `network`.
  protected ClientCommand(Shell shell, String network) {
    this.shell = shell;
    this.network = network;
  }

  /// Starts a node that only asks.
  ///
  /// @throws IOException if it cannot start; its message is fit for a person
  protected abstract N start(ClientSettings settings) throws IOException;

  /// Stops it again.
  protected abstract void close(N node);

  /// Asks the network through `node`.
  protected abstract void ask(N node);

  /// Whether `failed` is the network's no; its message is fit for a person.
  protected abstract boolean isNo(Throwable failed);

  /// The file in the folder of a client by which it finds the network again.
  protected abstract String stateFile();

  /// Checks what was typed before anything is started.
  protected void check() {}

  /// The well-known nodes of the public network.
  protected List<Endpoint> publicNodes() {
    throw Failure.usage("--public: this network has no well-known nodes: expected --bootstrap");
  }

  /// The nodes this command talks to first; by default the bootstrap nodes, of which it needs one.
  protected List<Endpoint> firstPeers() {
    List<Endpoint> peers = bootstrapPeers();
    if (peers.isEmpty() && !remembers(true) && !remembers(false)) {
      throw Failure.usage(
          "nobody to ask: expected --bootstrap HOST:PORT, the address of a node (or --public)");
    }
    return peers;
  }

  @Override
  public final Integer call() {
    check();
    List<Endpoint> peers = firstPeers();
    RequestCount count = new RequestCount();
    N node = started(settings(peers, count));
    try (Progress progress = shell.output().progress("asking")) {
      count.show(progress);
      ask(node);
    } finally {
      close(node);
    }
    return Exit.DONE;
  }

  private N started(ClientSettings settings) {
    try {
      return start(settings);
    } catch (IOException cannot) {
      throw Failure.start(String.valueOf(cannot.getMessage()), cannot);
    }
  }

  private ClientSettings settings(List<Endpoint> peers, Observer count) {
    boolean v4 = peers.isEmpty() ? remembers(true) : peers.stream().anyMatch(Endpoint::isV4);
    return new ClientSettings(
        ClientSettings.listensFor(peers, v4),
        peers,
        shell.options().timeout(),
        folder(v4),
        count.and(EventLog.of(shell, network)));
  }

  private boolean remembers(boolean v4) {
    Path folder = folder(v4);
    return folder != null && Files.exists(folder.resolve(stateFile()));
  }

  /// Who was met over IPv6 alone is of no use to a node on IPv4, and has a folder apart.
  private @Nullable Path folder(boolean v4) {
    GlobalOptions global = shell.options();
    Path given = global.dataDir();
    return given == null || global.inMemory()
        ? null
        : given.resolve(network + (v4 ? "-client" : "-client-ipv6"));
  }

  /// Where the command writes.
  protected final Shell shell() {
    return shell;
  }

  /// The nodes given with `--bootstrap`, and those of the public network if it was asked for.
  protected final List<Endpoint> bootstrapPeers() {
    List<List<Endpoint>> hosts = new ArrayList<>();
    for (String text : bootstrap) {
      Optional<HostPort> host = Checked.of("--bootstrap", () -> Bootstrap.parse(text));
      host.ifPresent(given -> hosts.add(resolve(given)));
    }
    List<Endpoint> peers = new ArrayList<>(usable(hosts));
    if (shell.options().joinPublic()) {
      peers.addAll(publicNodes());
    }
    return peers;
  }

  /// Which endpoints of hosts a node of the network can use together; all by default.
  protected List<Endpoint> usable(List<List<Endpoint>> hosts) {
    return hosts.stream().flatMap(List::stream).toList();
  }

  /// The endpoints of a host.
  protected static List<Endpoint> resolve(HostPort host) {
    try {
      return host.resolve();
    } catch (UnknownHostException unknown) {
      throw Failure.network(String.valueOf(unknown.getMessage()));
    }
  }

  /// Waits for `answer`; ends the command if it is no.
  protected final <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw failure(failed);
    }
  }

  /// What a failed answer ends the command with.
  protected final RuntimeException failure(CompletionException failed) {
    return switch (failed.getCause()) {
      case IllegalArgumentException wrong -> Failure.usage(String.valueOf(wrong.getMessage()));
      case Throwable no when isNo(no) -> Failure.network(String.valueOf(no.getMessage()));
      case null, default -> failed;
    };
  }

  /// `fields` and what the search took.
  protected final Fields with(Fields fields, LookupCounts counts) {
    return fields
        .and("asked", counts.asked())
        .and("answered", counts.answered())
        .and("failed", counts.failed())
        .and("tookMillis", elapsedNanos() / 1_000_000);
  }

  /// What the search took, for a person.
  protected final String words(LookupCounts counts) {
    return "%d asked, %d answered, %s"
        .formatted(counts.asked(), counts.answered(), Durations.show(elapsedNanos()));
  }

  /// `count` things, in English.
  protected static String many(long count, String one) {
    return count + " " + (count == 1 ? one : one + "s");
  }

  private long elapsedNanos() {
    return System.nanoTime() - startedAt;
  }
}
