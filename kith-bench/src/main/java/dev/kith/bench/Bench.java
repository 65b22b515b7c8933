package dev.kith.bench;

import dev.kith.bench.load.LoadPeer;
import dev.kith.interop.NpmPeers;
import dev.kith.interop.PeerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The one command: Kith and its peers side by side on this machine, medians and ratios.
///
/// Contenders run as processes of their own and take turns under the same load, so that what else
/// the machine does hits them alike. Linux only.
public final class Bench {
  /// As many contacts as the table of a node of the public network has about.
  static final int NEIGHBOURS = 200;

  private static final int SOURCES = 60_000;
  static final String ECHO = "echo";

  private final BenchOptions options;
  private final Report report;

  private Bench(BenchOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  /// Runs what the arguments ask for; 2 is the exit code of wrong usage.
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (List.of(args).contains("--help")) {
      out.print(BenchOptions.USAGE);
      return;
    }
    BenchOptions options;
    try {
      options = BenchOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("kith-bench: " + e.getMessage());
      System.exit(2);
      return;
    }
    Report report = new Report(out);
    new Bench(options, report).run();
    Path json = options.json();
    if (json != null) {
      Files.writeString(json, report.json());
    }
  }

  private void run() throws IOException, InterruptedException {
    report.note(
        "%s %s, %d processors, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version()));
    if (options.wants("serving") || options.wants("sources")) {
      serve();
    }
    if (options.wants("kv")) {
      new KvBench(options, report).run();
    }
    if (options.wants("lookup")) {
      search();
    }
    if (options.wants("simulator")) {
      new Worlds(options.rounds(), report).measure();
    }
    if (options.wants("startup")) {
      start();
    }
  }

  private void serve() throws IOException {
    try (Neighbours neighbours = Neighbours.start(NEIGHBOURS, new KrpcSpeech());
        PeerProcess generator = LoadPeer.start()) {
      Serving serving = new Serving(generator, options.seconds());
      for (Queries query : Queries.values()) {
        serve(serving, query, neighbours);
      }
    }
  }

  private void serve(Serving serving, Queries query, Neighbours neighbours) {
    List<Contender> all = new ArrayList<>();
    try {
      Contender kith = Servers.kith(neighbours);
      all.add(kith);
      report.note("");
      report.note("kith answers with " + kith.process().ask("contacts", Map.of()) + " known");
      // The echo answers with as many bytes as Kith does.
      int replyBytes = (int) Math.round(serving.once(query, 0, kith).replyBytes());
      all.addFirst(Servers.echo(ECHO, replyBytes, query));
      List<Contender> own = List.copyOf(all);
      if (options.wants("serving")) {
        all.add(Servers.mldht(neighbours));
        if (npm() instanceof NpmPeers.Installed npm) {
          all.add(Servers.bittorrentDht(npm, neighbours));
        }
        Map<String, List<Sample>> samples = serving.measure(query, 0, options.rounds(), all);
        report.serving(query.method() + ", 64 in flight", ECHO, samples);
      }
      if (options.wants("sources")) {
        String title = "%s, 64 in flight, %,d source addresses".formatted(query.method(), SOURCES);
        report.serving(title, ECHO, serving.measure(query, SOURCES, options.rounds(), own));
      }
    } finally {
      all.forEach(Contender::close);
    }
  }

  private void search() throws IOException {
    report.note("");
    report.note("half of the contacts dead, simulated, standard latency model (virtual time)");
    DeadContacts.Outcome outcome = DeadContacts.measure(1);
    report.figure("lookup, median", outcome.lookups().median(), "s", "bar 1.5");
    report.figure("lookup, p95", outcome.lookups().p95(), "s", "bar 3");
    report.figure("final mutable get, median", outcome.gets().median(), "s", "bar 1.5");
    report.figure("final mutable get, p95", outcome.gets().p95(), "s", "bar 3, libtorrent 15");
    report.figure("final mutable gets that found nothing", outcome.gets().failed(), "", "");
    if (npm() instanceof NpmPeers.Installed npm) {
      report.note("");
      report.note(
          "half of the contacts dead, 60 real bittorrent-dht nodes on loopback (real time)");
      DeadPeers.Times times = DeadPeers.measure(npm, Math.min(3, options.rounds()));
      report.figure("lookup by kith, median", times.kith(), "s", "");
      report.figure("lookup by k-rpc in bittorrent-dht, median", times.krpc(), "s", "");
    }
  }

  private NpmPeers npm() {
    NpmPeers npm = NpmPeers.installed(Path.of("kith-interop/target"));
    if (npm instanceof NpmPeers.Missing(String reason)) {
      report.note("no bittorrent-dht: " + reason);
    }
    return npm;
  }

  private void start() throws IOException, InterruptedException {
    Startup startup = new Startup(Path.of(""));
    report.note("");
    report.note("startup, medians");
    if (!startup.isPossible()) {
      report.note("  no ./kith here: run from the repository's root");
      return;
    }
    int rounds = Math.max(5, options.rounds());
    report.figure("kith --version", startup.version(rounds), "s", "bar 0.3");
    report.figure("kith mainline serve until ready", startup.ready(rounds), "s", "bar 1.0");
  }
}
