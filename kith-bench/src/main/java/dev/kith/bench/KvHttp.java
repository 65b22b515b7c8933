package dev.kith.bench;

import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.signed.PersistMode;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/// Signed values over HTTP: three nodes in processes of their own, as `kith kv serve` starts them,
/// and wrk at the first one. Every POST is for a key that was never written before.
final class KvHttp {
  private static final int NODES = 3;
  private static final int OWNERS = 64;

  /// More than can be posted in a second.
  private static final int MOST_PER_SECOND = 3_000;

  /// So many keys are popular ones: a node remembers what it signed for a thousand.
  private static final int POPULAR = 500;

  /// The compiler needs so long until it has done with what it finds busy.
  private static final long WARMING_SECONDS = 30;

  private final Path folder;
  private final Wrk wrk;
  private final List<KithNode> nodes = new ArrayList<>();
  private final List<SigningKey> owners = new ArrayList<>();
  private int values;

  private KvHttp(Path folder) throws IOException {
    this.folder = folder;
    this.wrk = new Wrk(folder);
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < OWNERS; i++) {
      owners.add(SigningKey.random(random));
    }
  }

  /// What the rounds of one kind of request measured, and what each request cost all three nodes.
  record Figures(List<Wrk.Run> runs, List<Double> cpuMicros) {
    Figures() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    double median(ToDoubleFunction<Wrk.Run> figure) {
      return Medians.median(runs.stream().mapToDouble(figure).sorted().toArray());
    }

    double cpu() {
      return Medians.median(cpuMicros.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    int failed() {
      return runs.stream().mapToInt(Wrk.Run::failed).sum();
    }
  }

  /// All kinds: fresh keys posted, each of them got once, and some got again and again.
  record Outcome(Figures posts, Figures freshGets, Figures popularGets) {}

  /// Starts the nodes in `folder`, warms them up, and measures `rounds` times.
  static Outcome measure(Path launcher, Path folder, int rounds, long seconds)
      throws IOException, InterruptedException {
    KvHttp http = new KvHttp(folder);
    try {
      for (int i = 0; i < NODES; i++) {
        String bootstrap = i == 0 ? "none" : http.nodes.getFirst().listen();
        http.nodes.add(KithNode.start(launcher, folder.resolve("node-" + i), bootstrap));
      }
      http.round(new Outcome(new Figures(), new Figures(), new Figures()), WARMING_SECONDS);
      Outcome outcome = new Outcome(new Figures(), new Figures(), new Figures());
      for (int round = 0; round < rounds; round++) {
        http.round(outcome, seconds);
      }
      return outcome;
    } finally {
      http.nodes.forEach(KithNode::close);
    }
  }

  private void round(Outcome outcome, long seconds) throws IOException, InterruptedException {
    Path posts = folder.resolve("posts");
    List<String> paths = sign(posts, (int) (MOST_PER_SECOND * seconds));
    int written = run(outcome.posts(), posts, seconds);
    Path gets = folder.resolve("gets");
    Files.write(gets, paths.subList(0, written));
    run(outcome.freshGets(), gets, Math.max(1, seconds / 2));
    Files.write(gets, paths.subList(0, Math.min(POPULAR, written)));
    run(outcome.popularGets(), gets, seconds);
  }

  private int run(Figures into, Path requests, long seconds)
      throws IOException, InterruptedException {
    double before = cpu();
    Wrk.Run run = wrk.run(nodes.getFirst().http(), requests, seconds);
    into.runs().add(run);
    into.cpuMicros().add((cpu() - before) * 1e6 / Math.max(1, run.requests()));
    return run.requests();
  }

  private double cpu() {
    return nodes.stream().mapToDouble(node -> Cpu.seconds(node.pid())).sum();
  }

  /// Writes `count` posts and returns their paths.
  private List<String> sign(Path file, int count) throws IOException {
    List<String> paths = new ArrayList<>(count);
    try (BufferedWriter posts = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        String key = "bench-" + values++;
        SignedValue value =
            SignedValue.sign(
                owners.get(i % OWNERS),
                SignedText.digestOf(key),
                "the value of " + key,
                PersistMode.SECURED,
                OptionalLong.empty());
        String path = "/dht/" + key;
        posts.append(path).append('\t').append(value.text()).append('\n');
        paths.add(path);
      }
    }
    return paths;
  }
}
