package dev.kith.kv.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.KvOptions;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.StoreOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.check.Complaints;
import dev.kith.sim.check.Ledger;
import dev.kith.sim.check.Liveness;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.fault.FaultCourse;
import dev.kith.sim.fault.FaultDraw;
import dev.kith.sim.fault.FaultNetwork;
import dev.kith.sim.fault.FaultScenario;
import dev.kith.sim.fault.FaultWorlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One world of a few nodes in which everything goes wrong that its seed says, while applications
/// and a mischief-maker are at work; then it heals.
///
/// While the faults strike, what must never happen is looked for ([Witness]). After the healing and
/// two refreshes everything must be right again: lookups are exact, what was acknowledged is found,
/// nothing is left undone. In one world of three values live shorter than it takes a holder to
/// store them again: there all must be gone in the end.
final class FaultRun implements FaultScenario {
  /// Contacts in a bucket and holders of a value.
  static final int K = 5;

  private static final Duration REFRESH = Duration.ofMinutes(15);
  private static final Duration SHORT_LIFE = Duration.ofMinutes(10);
  private static final Duration LONG_LIFE = Duration.ofDays(7);
  private static final Duration LONGEST_WALK = Duration.ofSeconds(30);
  private static final int CRAMPED = 3;
  private static final int FEW_ENTRIES = 6;

  private final boolean isMortal;
  private final KvWorld net;
  private final World world;
  private final Ledger<NodeId, MsgValue> ledger = new Ledger<>(K, REFRESH);
  private final Complaints complaints = new Complaints();
  private final Mischief mischief;
  private final Liveness liveness;
  private final List<Resident> residents = new ArrayList<>();
  private final List<Holder> holders = new ArrayList<>();
  private final Workload work;

  private FaultRun(FaultDraw draw) {
    isMortal = isMortal(draw);
    net = KvWorld.silent("RandomFaultsTest", draw.seed());
    world = net.world();
    List<SimHost> hosts = draw.hosts(world);
    mischief = new Mischief(world, ledger);
    ReplyBudgets budgets = new ReplyBudgets(complaints);
    world.tap(budgets);
    world.checks().afterEachEvent("ledger", ledger.invariant());
    world.checks().afterEachEvent("truth", complaints.invariant());
    List<Endpoint> known =
        hosts.stream().limit(3).map(host -> host.endpoint(Resident.PORT)).toList();
    hosts.forEach(host -> settle(host, known, budgets));
    liveness = new Liveness(world, complaints, LONGEST_WALK);
    work = new Workload(net, ledger, complaints, liveness);
  }

  /// The worlds of this network.
  static FaultWorlds worlds() {
    String command = "mvn test -pl kith-kv -am -Dtest=RandomFaultsTest";
    return new FaultWorlds(command, new Network(), System.out::println);
  }

  private static final class Network implements FaultNetwork {
    @Override
    public FaultScenario scenario(FaultDraw draw) {
      return new FaultRun(draw);
    }

    @Override
    public String particulars(FaultDraw draw) {
      return isMortal(draw) ? " whose values die" : "";
    }
  }

  private static boolean isMortal(FaultDraw draw) {
    return draw.isOneOf(3);
  }

  private void settle(SimHost host, List<Endpoint> known, ReplyBudgets budgets) {
    int number = residents.size();
    boolean isRoomy = number != CRAMPED;
    Duration life = isMortal ? SHORT_LIFE : LONG_LIFE;
    Endpoint self = host.endpoint(Resident.PORT);
    Holder holder = new Holder(ledger, complaints, number, isRoomy, life);
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
        Witness.of(
            world, self, holder, budgets, (to, asked) -> mischief.overhears(self, to, asked));
    residents.add(net.add(host, net.target(), options, witness));
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public RandomGenerator random() {
    return net.random();
  }

  @Override
  public void struck(FaultCourse course) {
    course.often(Duration.ofSeconds(6), () -> work.step(residents));
    course.often(Duration.ofSeconds(15), this::harm);
    course.often(Duration.ofMinutes(1), this::lookAtBounds);
    world.every(Duration.ofSeconds(1), this::countTheDead);
  }

  private void harm() {
    Resident one = residents.get(random().nextInt(residents.size()));
    Resident other = residents.get(random().nextInt(residents.size()));
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
                      complaints.accept("bounds: " + status.values() + " values in " + cramped);
                    }
                  });
    }
  }

  @Override
  public Duration recovery() {
    return REFRESH.multipliedBy(2).plusMinutes(1);
  }

  @Override
  public void recovered() {
    liveness.allEnded();
    for (Resident searcher : residents) {
      NodeId target = net.target();
      var found = searcher.node().findNodes(target).thenApply(nodes -> ids(nodes.contacts()));
      liveness.isExact(searcher, found, net.nearest(target, K, searcher));
    }
    if (isMortal) {
      work.findNothing(residents);
    } else {
      work.findAll(residents);
      world.run(REFRESH.plusMinutes(5));
      work.findAll(residents);
    }
    liveness.endOnce(residents, Resident::asked, Resident::ended, Witness.TIMEOUT.multipliedBy(2));
  }

  private static List<NodeId> ids(List<Contact> contacts) {
    return contacts.stream().map(Contact::id).toList();
  }
}
