package dev.kith.mainline.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.NodeStatus;
import dev.kith.sim.SimHost;
import dev.kith.sim.SimulationFailure;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.fault.FaultPlan;
import dev.kith.sim.fault.FaultRanges;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// One world of a few nodes in which everything goes wrong that its seed says, while applications
/// and a [Stranger] are at work; then it heals.
///
/// While the faults strike, what must never happen is looked for ([Witness]). After the healing and
/// two refreshes of the tables everything must be right again: lookups are exact, what is stored is
/// found, nothing is left undone. Then the authors' items are waited for to be put again, and those
/// of nobody to expire.
public final class FaultRun implements LongFunction<String> {
  static final Duration LONGEST_WALK = Duration.ofSeconds(30);

  /// How every verdict begins of a run in which nothing was wrong.
  static final String SOUND = "sound ";

  private static final Duration FAULTS = Duration.ofMinutes(25);
  private static final Duration TWO_REFRESHES = Duration.ofMinutes(31);
  private static final int MOST_ITEMS = 48;
  private static final int MOST_TORRENTS = 10;
  private static final int JUNK = 60;

  /// A runner; all are alike.
  public FaultRun() {}

  /// Runs the world of `seed` and says what came of it: [#SOUND] and the hash of the trace, or what
  /// was wrong.
  @Override
  public String apply(long seed) {
    try {
      return SOUND + Long.toHexString(new Run(seed).live());
    } catch (SimulationFailure failure) {
      return failure.getMessage();
    }
  }

  /// What will go wrong in the world of `seed`, and how many nodes are there.
  static String configuration(long seed) {
    return nodes(seed) + " nodes, " + plan(seed);
  }

  private static int nodes(long seed) {
    return 16 + (int) Long.remainderUnsigned(SplitMix.split(seed, 1).nextLong(), 9);
  }

  private static FaultPlan plan(long seed) {
    return FaultPlan.draw(seed, FaultRanges.usual(FAULTS), nodes(seed));
  }

  private static final class Run {
    final FaultPlan plan;
    final MainlineWorld net;
    final World world;
    final Truth truth = new Truth();
    final Stranger stranger;
    final RandomGenerator random;
    final List<Resident> residents = new ArrayList<>();
    final List<Resident> honest = new ArrayList<>();
    final Workload work;
    boolean isOver;

    Run(long seed) {
      plan = plan(seed);
      net = MainlineWorld.silent("RandomFaultsTest", Link.standard(), seed);
      world = net.world();
      random = net.random();
      List<SimHost> hosts = new ArrayList<>();
      for (int i = 0; i < nodes(seed); i++) {
        hosts.add(world.host());
      }
      stranger = new Stranger(world, truth);
      ReplyBudgets budgets = new ReplyBudgets(truth::complain);
      world.tap(budgets);
      world.checks().afterEachEvent("truth", truth.invariant());
      List<Endpoint> known =
          hosts.stream().limit(3).map(host -> host.endpoint(MainlineWorld.PORT)).toList();
      net.with(
          options ->
              options
                  .bootstrap(known)
                  .republish(residents.size() % 2 == 0)
                  .mostInFlight(Witness.MOST_IN_FLIGHT)
                  .mostItems(MOST_ITEMS)
                  .mostInfoHashes(MOST_TORRENTS));
      for (SimHost host : hosts) {
        boolean lies = residents.size() == 3;
        Endpoint self = host.endpoint(MainlineWorld.PORT);
        PacketGate gate = lies ? new Liar() : new Witness(world, self, truth, budgets, stranger);
        residents.add(net.add(host, NodeId.random(20, random), gate));
      }
      honest.addAll(residents);
      honest.remove(3);
      work = new Workload(net, truth);
    }

    long live() {
      world.run(Duration.ofMinutes(1));
      plan.start(world);
      everyNowAndThen(Duration.ofSeconds(6), () -> work.step(honest));
      everyNowAndThen(Duration.ofSeconds(15), this::harm);
      everyNowAndThen(Duration.ofMinutes(1), this::lookAtBounds);
      world.after(FAULTS.dividedBy(2), this::crowd);
      world.run(FAULTS.plusSeconds(1));
      isOver = true;
      residents.stream().filter(Resident::hasFailed).forEach(Run::startAgain);
      world.run(TWO_REFRESHES);
      work.allEnded();
      lookAround();
      work.findAll(honest, false);
      world.run(Duration.ofMinutes(36)); // whatever was put before the healing was put again
      work.findAll(honest, true);
      world.run(Duration.ofMinutes(60));
      work.findAll(honest, true);
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

    private static void startAgain(Resident resident) {
      resident.host().crash();
      resident.host().restart();
    }

    private void harm() {
      Resident one = honest.get(random.nextInt(honest.size()));
      Resident other = honest.get(random.nextInt(honest.size()));
      if (one != other) {
        stranger.act(one.endpoint(), List.of(other.endpoint()));
      }
    }

    private void crowd() {
      Resident one = honest.get(random.nextInt(honest.size()));
      one.crowd();
      stranger.crowd(one.endpoint(), JUNK);
    }

    private void lookAtBounds() {
      for (Resident resident : honest) {
        if (resident.isReady()) {
          var _ = resident.node().status().thenAccept(status -> checkBounds(resident, status));
        }
      }
    }

    private void checkBounds(Resident resident, NodeStatus status) {
      if (status.items() > MOST_ITEMS || status.infoHashes() > MOST_TORRENTS) {
        truth.complain(
            "bounds: %s has %d items and %d torrents"
                .formatted(resident, status.items(), status.infoHashes()));
      }
    }

    private void lookAround() {
      for (Resident searcher : residents) {
        NodeId target = net.target();
        CompletableFuture<FoundNodes> found = searcher.node().findNodes(target);
        world.runUntil(found::isDone, LONGEST_WALK);
        if (!found.isDone()) {
          truth.complain("requests: a lookup of " + searcher + " never ended");
          continue;
        }
        List<NodeId> ids = found.resultNow().nearest().stream().map(Contact::id).toList();
        if (!ids.equals(net.nearest(target, 8, searcher))) {
          truth.complain(
              "closest set: %s found %s, %d of them right"
                  .formatted(
                      searcher,
                      ids.size(),
                      ids.stream().filter(net.nearest(target, 8, searcher)::contains).count()));
        }
      }
    }

    private void countRequests() {
      List<Long> before = residents.stream().map(each -> each.events().sent()).toList();
      world.run(Duration.ofSeconds(5));
      for (int i = 0; i < before.size(); i++) {
        EventCounts counts = residents.get(i).events();
        if (counts.ended() < before.get(i) || counts.ended() > counts.sent()) {
          truth.complain(
              "requests: %s sent %d, then %d, and %d ended"
                  .formatted(residents.get(i), before.get(i), counts.sent(), counts.ended()));
        }
      }
    }
  }
}
