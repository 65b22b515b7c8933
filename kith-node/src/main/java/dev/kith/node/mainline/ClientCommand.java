package dev.kith.node.mainline;

import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineException;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import dev.kith.node.output.Progress;
import dev.kith.node.text.Bootstrap;
import dev.kith.node.text.Durations;
import dev.kith.node.text.HostPort;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Option;

/// What the commands that ask the network have in common: a read-only node that lives as long as
/// the command, and outcomes turned into exit codes.
abstract class ClientCommand implements Callable<Integer> {
  @Option(
      names = "--bootstrap",
      paramLabel = "H:P",
      description = "A node to ask first, such as 127.0.0.1:6881. Repeatable.")
  private List<String> bootstrap = List.of();

  private final Shell shell;
  private final long startedAt = System.nanoTime();

  ClientCommand(Shell shell) {
    this.shell = shell;
  }

  final Shell shell() {
    return shell;
  }

  /// Asks the network through `node`.
  abstract void ask(Mainline node);

  /// Checks what was typed before anything is started.
  void check() {}

  /// The nodes this command talks to first; by default the bootstrap nodes, of which it needs one.
  List<Endpoint> firstPeers() {
    List<Endpoint> peers = bootstrapPeers();
    boolean remembered = shell.options().dataDir() != null && !shell.options().inMemory();
    if (peers.isEmpty() && !remembered) {
      throw Failure.usage(
          "nobody to ask: expected --bootstrap HOST:PORT, the address of a node (or --public)");
    }
    return peers;
  }

  @Override
  public final Integer call() {
    check();
    try (Client client = Client.open(firstPeers(), shell);
        Progress progress = shell.output().progress("asking")) {
      client.watch(progress);
      ask(client.node());
    }
    return Exit.DONE;
  }

  final List<Endpoint> bootstrapPeers() {
    List<Endpoint> peers = new ArrayList<>();
    for (String text : bootstrap) {
      Optional<HostPort> host;
      try {
        host = Bootstrap.parse(text);
      } catch (IllegalArgumentException bad) {
        throw Failure.usage("--bootstrap: " + bad.getMessage());
      }
      host.ifPresent(given -> peers.addAll(resolve(given)));
    }
    if (shell.options().joinPublic()) {
      PublicNodes.resolve().forEach(peers::add);
    }
    return peers;
  }

  static List<Endpoint> resolve(HostPort host) {
    try {
      return host.resolve();
    } catch (UnknownHostException unknown) {
      throw Failure.network(String.valueOf(unknown.getMessage()));
    }
  }

  /// Waits for `answer`; ends the command if it is no.
  static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw failure(failed);
    }
  }

  static RuntimeException failure(CompletionException failed) {
    return switch (failed.getCause()) {
      case MainlineException no -> Failure.network(String.valueOf(no.getMessage()));
      case IllegalArgumentException wrong -> Failure.usage(String.valueOf(wrong.getMessage()));
      case null, default -> failed;
    };
  }

  /// `fields` and what the search took.
  final Fields with(Fields fields, LookupCounts counts) {
    return fields
        .and("asked", counts.asked())
        .and("answered", counts.answered())
        .and("failed", counts.failed())
        .and("tookMillis", elapsedNanos() / 1_000_000);
  }

  /// What the search took, for a person.
  final String words(LookupCounts counts) {
    return "%d asked, %d answered, %s"
        .formatted(counts.asked(), counts.answered(), Durations.show(elapsedNanos()));
  }

  /// `count` things, in English.
  static String many(long count, String one) {
    return count + " " + (count == 1 ? one : one + "s");
  }

  private long elapsedNanos() {
    return System.nanoTime() - startedAt;
  }
}
