package dev.kith.bench;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.MutableItem;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// How long a search takes when half of the contacts in every table are dead: a simulated network
/// under the standard latency model, in which every second node falls silent at one instant and the
/// others search in the next.
final class DeadContacts {
  private static final int NODES = 1_000;
  private static final int ITEMS = 20;
  private static final int PORT = 6881;

  private final World world;
  private final SplittableRandom random = new SplittableRandom(11);
  private final List<Mainline> nodes = new ArrayList<>();
  private final List<MutableItem> items = new ArrayList<>();

  /// How long the searches took, in seconds of virtual time, and how many found nothing.
  record Times(double median, double p95, int failed) {}

  /// Both kinds of search.
  record Outcome(Times lookups, Times gets) {}

  private DeadContacts(long seed) {
    world = World.seeded(seed);
  }

  /// Builds a network, kills every second node, and lets each of the others search once.
  static Outcome measure(long seed) {
    // A network for each kind, since the first search already teaches a node who is dead.
    DeadContacts forLookups = new DeadContacts(seed);
    forLookups.build();
    Times lookups =
        forLookups.search(node -> node.findNodes(forLookups.randomId()).thenApply(each -> true));
    DeadContacts forGets = new DeadContacts(seed);
    forGets.build();
    Times gets = forGets.search(forGets::get);
    return new Outcome(lookups, gets);
  }

  private void build() {
    Endpoint first = null;
    List<CompletableFuture<?>> joining = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      SimHost host = world.host();
      MainlineOptions.Builder options =
          MainlineOptions.builder().listen(host.endpoint(PORT)).republish(false);
      if (first == null) {
        first = host.endpoint(PORT);
      } else {
        options.bootstrap(first);
      }
      Mainline node = world.await(Mainline.startOn(host.loop(), options.build()));
      nodes.add(node);
      joining.add(node.joined());
    }
    world.await(CompletableFuture.allOf(joining.toArray(CompletableFuture[]::new)));
    world.run(Duration.ofMinutes(30));
    for (int i = 0; i < ITEMS; i++) {
      byte[] seed = new byte[32];
      random.nextBytes(seed);
      SigningKey key = SigningKey.of(Bytes.wrap(seed));
      items.add(MutableItem.sign(key, Bytes.EMPTY, 1, new BInteger(i)));
      world.await(nodes.get(i).put(items.get(i)));
    }
    world.run(Duration.ofMinutes(1));
    for (int i = 1; i < NODES; i += 2) {
      world.hosts().get(i).crash();
    }
  }

  private Times search(Function<Mainline, CompletableFuture<Boolean>> search) {
    long start = world.now();
    List<Double> seconds = new ArrayList<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    int[] failed = new int[1];
    for (int i = 2 * ITEMS; i < NODES; i += 2) {
      all.add(
          search
              .apply(nodes.get(i))
              .handle(
                  (found, problem) -> {
                    seconds.add((world.now() - start) / 1e9);
                    failed[0] += problem == null && found ? 0 : 1;
                    return found;
                  }));
    }
    world.await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Times(Medians.median(sorted), sorted[(int) (sorted.length * 0.95)], failed[0]);
  }

  private CompletableFuture<Boolean> get(Mainline node) {
    MutableItem wanted = items.get(random.nextInt(ITEMS));
    return node.get(wanted.publicKey(), Bytes.EMPTY).thenApply(got -> got.item().isPresent());
  }

  private NodeId randomId() {
    return NodeId.random(20, random);
  }
}
