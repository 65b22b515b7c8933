package dev.kith.bench;

import dev.kith.bench.load.LoadPeer;
import dev.kith.bench.server.KvNetworkServer;
import dev.kith.interop.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The part about the key/value network: one node under load, twenty in one JVM, and three that
/// serve signed values over HTTP.
final class KvBench {
  private static final int TWENTY = 20;
  private static final int FEWER = 5;
  private static final int VALUES = 1_000;
  private static final int WARMING = 4;

  private final BenchOptions options;
  private final Report report;

  KvBench(BenchOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    serve();
    setAndGet();
    postAndGet();
  }

  private void serve() throws IOException, InterruptedException {
    try (Neighbours neighbours = Neighbours.start(Bench.NEIGHBOURS, new KvSpeech());
        PeerProcess generator = LoadPeer.start()) {
      Serving serving = new Serving(generator, options.seconds());
      for (KvQueries query : KvQueries.values()) {
        serve(serving, query, neighbours);
      }
    }
    report.note("  bars: ping 100,000, find_node 40,000, or 0.5 of the echo");
    report.note("  noted elsewhere, not measured here: the library 23,000 and 3,700");
  }

  private void serve(Serving serving, KvQueries query, Neighbours neighbours)
      throws IOException, InterruptedException {
    List<Contender> all = new ArrayList<>();
    try {
      Contender kith = Servers.kv(neighbours);
      all.add(kith);
      report.note("");
      report.note("kith answers with " + kith.process().ask("contacts", Map.of()) + " known");
      int replyBytes = (int) Math.round(serving.once(query, 0, kith).replyBytes());
      all.addFirst(Servers.echo(Bench.ECHO, replyBytes, query));
      String library = options.kvLibrary();
      if (library != null) {
        all.add(Servers.kvLibrary(library, neighbours));
      }
      report.serving(
          "kv " + query.method() + ", 64 in flight",
          Bench.ECHO,
          serving.measure(query, 0, options.rounds(), all));
    } finally {
      all.forEach(Contender::close);
    }
  }

  private void setAndGet() {
    report.note("");
    report.note("twenty kv nodes in one JVM, one value after the other, medians");
    setAndGet(TWENTY, "");
    setAndGet(FEWER, ", each value on 5 of them");
  }

  private void setAndGet(int k, String how) {
    try (PeerProcess network = KvNetworkServer.start(Servers.JVM, TWENTY, k)) {
      double[] sets = new double[options.rounds()];
      double[] gets = new double[options.rounds()];
      double asking = 0;
      for (int round = -WARMING; round < options.rounds(); round++) {
        JsonNode measured = network.ask("measure", Map.of("values", VALUES));
        if (round >= 0) {
          sets[round] = measured.path("set").asDouble() / 1e3;
          gets[round] = measured.path("get").asDouble() / 1e3;
          asking = measured.path("asking").asDouble();
        }
      }
      Arrays.sort(sets);
      Arrays.sort(gets);
      report.figure("set, p50" + how, Medians.median(sets), "ms", "bar 1.5");
      report.figure("get, p50" + how, Medians.median(gets), "ms", "bar 0.5");
      report.note("    gets that had to ask others: %.0f %%".formatted(100 * asking));
    }
  }

  private void postAndGet() throws IOException, InterruptedException {
    report.note("");
    report.note("signed values over HTTP, three nodes, wrk with 16 connections, medians");
    Path launcher = Path.of("kith");
    if (!Files.isExecutable(launcher)) {
      report.note("  no ./kith here: run from the repository's root");
      return;
    }
    if (!Wrk.isInstalled()) {
      report.note("  no wrk on this machine");
      return;
    }
    Path folder = Files.createTempDirectory("kith-bench");
    try {
      long seconds = Math.max(2, Math.round(2 * options.seconds()));
      KvHttp.Outcome outcome = KvHttp.measure(launcher, folder, options.rounds(), seconds);
      report("POST, every key fresh", outcome.posts(), "bar 1000; the original 70 (noted)");
      report("GET, 500 keys", outcome.popularGets(), "bar 3000; the original 207 (noted)");
      report("GET, every key for the first time", outcome.freshGets(), "");
    } finally {
      remove(folder);
    }
  }

  private void report(String what, KvHttp.Figures figures, String bar) {
    report.figure(what, figures.median(Wrk.Run::perSecond), "/s", bar);
    report.figure(what + ", p50", figures.median(Wrk.Run::p50Millis), "ms", "");
    report.figure(what + ", p99", figures.median(Wrk.Run::p99Millis), "ms", "");
    report.figure(what + ", processor time of all three nodes", figures.cpu(), "us", "");
    report.figure(what + ", not answered with 200", figures.failed(), "", "");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
