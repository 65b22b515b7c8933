package dev.kith.kv.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.FoundNodes;
import dev.kith.kv.KvOptions;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.StoreOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.SimulationFailure;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.Ledger;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.fault.FaultPlan;
import dev.kith.sim.fault.FaultRanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// One world of a few nodes in which everything goes wrong that its seed says, while applications
/// and a mischief-maker are at work; then it heals.
///
/// While the faults strike, what must never happen is looked for ([Witness]). After the healing and
/// two refreshes everything must be right again: lookups are exact, what was acknowledged is found,
/// nothing is left undone. In one world of three values live shorter than it takes a holder to
/// store them again: there all must be gone in the end.
final class FaultRun {
  /// Contacts in a bucket and holders of a value.
  static final int K = 5;

  /// How every verdict begins of a run in which nothing was wrong.
  static final String SOUND = "sound ";

  private static final Duration FAULTS = Duration.ofMinutes(25);
  private static final Duration REFRESH = Duration.ofMinutes(15);
  private static final Duration SHORT_LIFE = Duration.ofMinutes(10);
  private static final Duration LONG_LIFE = Duration.ofDays(7);
  private static final Duration LONGEST_WALK = Duration.ofSeconds(30);
  private static final int CRAMPED = 3;
  private static final int FEW_ENTRIES = 6;

  private FaultRun() {}

  /// Runs the world of `seed` and says what came of it: [#SOUND] and the hash of the trace, or what
  /// was wrong.
  static String verdict(long seed) {
    try {
      return SOUND + Long.toHexString(new Run(seed).live());
    } catch (SimulationFailure failure) {
      return failure.getMessage();
    }
  }

  /// What will go wrong in the world of `seed`, and how many nodes are there.
  static String configuration(long seed) {
    String lives = isMortal(seed) ? " whose values die, " : ", ";
    return nodes(seed) + " nodes" + lives + plan(seed);
  }

  private static int nodes(long seed) {
    return 16 + (int) Long.remainderUnsigned(SplitMix.split(seed, 1).nextLong(), 9);
  }

  private static boolean isMortal(long seed) {
    return Long.remainderUnsigned(SplitMix.split(seed, 2).nextLong(), 3) == 0;
  }

  private static FaultPlan plan(long seed) {
    return FaultPlan.draw(seed, FaultRanges.usual(FAULTS), nodes(seed));
  }

  private static final class Run {
    final boolean isMortal;
    final FaultPlan plan;
    final KvWorld net;
    final World world;
    final RandomGenerator random;
    final Ledger<NodeId, MsgValue> ledger = new Ledger<>(K, REFRESH);
    final List<String> violations = new ArrayList<>();
    final Mischief mischief;
    final List<Resident> residents = new ArrayList<>();
    final List<Holder> holders = new ArrayList<>();
    final Workload work;
    boolean isOver;

    Run(long seed) {
      isMortal = isMortal(seed);
      plan = plan(seed);
      net = KvWorld.silent("RandomFaultsTest", seed);
      world = net.world();
      random = net.random();
      List<SimHost> hosts = new ArrayList<>();
      for (int i = 0; i < nodes(seed); i++) {
        hosts.add(world.host());
      }
      mischief = new Mischief(world, ledger);
      ReplyBudgets budgets = new ReplyBudgets(violations::add);
      world.tap(budgets);
      world.checks().afterEachEvent("ledger", ledger.invariant());
      world
          .checks()
          .afterEachEvent("truth", () -> violations.isEmpty() ? null : violations.getFirst());
      List<Endpoint> known =
          hosts.stream().limit(3).map(host -> host.endpoint(Resident.PORT)).toList();
      hosts.forEach(host -> settle(host, known, budgets));
      work = new Workload(net, ledger, violations::add);
    }

    private void settle(SimHost host, List<Endpoint> known, ReplyBudgets budgets) {
      int number = residents.size();
      boolean isRoomy = number != CRAMPED;
      Duration life = isMortal ? SHORT_LIFE : LONG_LIFE;
      Endpoint self = host.endpoint(Resident.PORT);
      Holder holder = new Holder(ledger, violations::add, number, isRoomy, life);
      holders.add(holder);
      KvOptions.Builder options =
          KvOptions.builder()
              .bootstrap(known)
              .ksize(K)
              .requestTimeout(Witness.TIMEOUT)
              .mostInFlight(Witness.MOST_IN_FLIGHT)
              .refreshInterval(REFRESH)
              .republishInterval(isMortal ? LONG_LIFE : REFRESH)
              .timeToLive(life)
              .withoutPublishing();
      if (!isRoomy) {
        options.storeOptions(
            new StoreOptions(
                FEW_ENTRIES, StoreOptions.DEFAULT.bytes(), StoreOptions.DEFAULT.signatures()));
      }
      Witness witness =
          new Witness(
              world, self, holder, budgets, (to, asked) -> mischief.overhears(self, to, asked));
      residents.add(net.add(host, net.target(), options, witness));
    }

    long live() {
      world.run(Duration.ofMinutes(1));
      plan.start(world);
      everyNowAndThen(Duration.ofSeconds(6), () -> work.step(residents));
      everyNowAndThen(Duration.ofSeconds(15), this::harm);
      everyNowAndThen(Duration.ofMinutes(1), this::lookAtBounds);
      world.every(Duration.ofSeconds(1), this::countTheDead);
      world.run(FAULTS.plusSeconds(1));
      isOver = true;
      world.run(REFRESH.multipliedBy(2).plusMinutes(1));
      work.allEnded();
      lookAround();
      if (isMortal) {
        work.findNothing(residents);
      } else {
        work.findAll(residents);
        world.run(REFRESH.plusMinutes(5));
        work.findAll(residents);
      }
      countRequests();
      world.checks().end();
      return world.traceHash();
    }

    private void everyNowAndThen(Duration mean, Runnable task) {
      Duration wait = Duration.ofMillis((long) (mean.toMillis() * 2 * random.nextDouble()));
      world.after(
          wait,
          () -> {
            if (!isOver) {
              task.run();
              everyNowAndThen(mean, task);
            }
          });
    }

    private void harm() {
      Resident one = residents.get(random.nextInt(residents.size()));
      Resident other = residents.get(random.nextInt(residents.size()));
      if (one != other) {
        mischief.act(one, other);
      }
    }

    // Whoever is back within the second has told so himself.
    private void countTheDead() {
      for (int i = 0; i < residents.size(); i++) {
        if (!residents.get(i).host().isUp()) {
          holders.get(i).crashed(world.now());
        }
      }
    }

    private void lookAtBounds() {
      Resident cramped = residents.get(CRAMPED);
      if (cramped.isReady()) {
        var _ =
            cramped
                .node()
                .status()
                .thenAccept(
                    status -> {
                      if (status.values() > FEW_ENTRIES) {
                        violations.add("bounds: " + status.values() + " values in " + cramped);
                      }
                    });
      }
    }

    private void lookAround() {
      for (Resident searcher : residents) {
        NodeId target = net.target();
        CompletableFuture<FoundNodes> found = searcher.node().findNodes(target);
        if (!world.runUntil(found::isDone, LONGEST_WALK)) {
          violations.add("requests: a lookup of " + searcher + " never ended");
          continue;
        }
        List<NodeId> ids = found.resultNow().contacts().stream().map(Contact::id).toList();
        List<NodeId> nearest = net.nearest(target, K, searcher);
        if (!ids.equals(nearest)) {
          violations.add(
              "closest set: %s found %d, %d of them right"
                  .formatted(searcher, ids.size(), ids.stream().filter(nearest::contains).count()));
        }
      }
    }

    private void countRequests() {
      List<Long> before = residents.stream().map(Resident::asked).toList();
      world.run(Witness.TIMEOUT.multipliedBy(2));
      for (int i = 0; i < before.size(); i++) {
        Resident each = residents.get(i);
        if (each.ended() < before.get(i) || each.ended() > each.asked()) {
          violations.add(
              "requests: %s sent %d, then %d, and %d ended"
                  .formatted(each, before.get(i), each.asked(), each.ended()));
        }
      }
    }
  }
}
