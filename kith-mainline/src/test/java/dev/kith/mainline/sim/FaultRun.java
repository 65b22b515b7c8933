package dev.kith.mainline.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.NodeStatus;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.check.Liveness;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.fault.FaultCourse;
import dev.kith.sim.fault.FaultDraw;
import dev.kith.sim.fault.FaultScenario;
import dev.kith.sim.fault.FaultWorlds;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One world of a few nodes in which everything goes wrong that its seed says, while applications
/// and a [Stranger] are at work; then it heals.
///
/// While the faults strike, what must never happen is looked for ([Witness]). After the healing and
/// two refreshes of the tables everything must be right again: lookups are exact, what is stored is
/// found, nothing is left undone. Then the authors' items are waited for to be put again, and those
/// of nobody to expire.
public final class FaultRun implements FaultScenario {
  static final Duration LONGEST_WALK = Duration.ofSeconds(30);
  private static final Duration TWO_REFRESHES = Duration.ofMinutes(31);
  private static final int LIAR = 3;
  private static final int MOST_ITEMS = 48;
  private static final int MOST_TORRENTS = 10;
  private static final int JUNK = 60;

  private final FaultDraw draw;
  private final MainlineWorld net;
  private final World world;
  private final Truth truth = new Truth();
  private final Stranger stranger;
  private final Liveness liveness;
  private final List<Resident> residents = new ArrayList<>();
  private final List<Resident> honest;
  private final Workload work;

  private FaultRun(FaultDraw draw) {
    this.draw = draw;
    net = MainlineWorld.silent("RandomFaultsTest", Link.standard(), draw.seed());
    world = net.world();
    List<SimHost> hosts = draw.hosts(world);
    stranger = new Stranger(world, truth);
    ReplyBudgets budgets = new ReplyBudgets(truth.complaints());
    world.tap(budgets);
    world.checks().afterEachEvent("truth", truth.complaints().invariant());
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
      boolean lies = residents.size() == LIAR;
      Endpoint self = host.endpoint(MainlineWorld.PORT);
      PacketGate gate = lies ? new Liar() : new Witness(world, self, truth, budgets, stranger);
      residents.add(net.add(host, NodeId.random(20, random()), gate));
    }
    honest = new ArrayList<>(residents);
    honest.remove(LIAR);
    liveness = new Liveness(world, truth.complaints(), LONGEST_WALK);
    work = new Workload(net, truth, liveness);
  }

  /// The worlds of this network.
  public static FaultWorlds worlds() {
    String command = "mvn test -pl kith-mainline -am -Dtest=RandomFaultsTest";
    return new FaultWorlds(command, FaultRun::new, System.out::println);
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
    course.often(Duration.ofSeconds(6), () -> work.step(honest));
    course.often(Duration.ofSeconds(15), this::harm);
    course.often(Duration.ofMinutes(1), this::lookAtBounds);
    world.after(draw.plan().duration().dividedBy(2), this::crowd);
  }

  private Resident anyHonest() {
    return honest.get(random().nextInt(honest.size()));
  }

  private void harm() {
    Resident one = anyHonest();
    Resident other = anyHonest();
    if (one != other) {
      stranger.act(one.endpoint(), List.of(other.endpoint()));
    }
  }

  private void crowd() {
    Resident one = anyHonest();
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
      truth
          .complaints()
          .accept(
              "bounds: %s has %d items and %d torrents"
                  .formatted(resident, status.items(), status.infoHashes()));
    }
  }

  // What they had saved could not be read.
  @Override
  public void healed() {
    for (Resident resident : residents) {
      if (resident.hasFailed()) {
        resident.host().crash();
        resident.host().restart();
      }
    }
  }

  @Override
  public Duration recovery() {
    return TWO_REFRESHES;
  }

  @Override
  public void recovered() {
    liveness.allEnded();
    for (Resident searcher : residents) {
      NodeId target = net.target();
      var found = searcher.node().findNodes(target).thenApply(nodes -> ids(nodes.nearest()));
      liveness.isExact(searcher, found, net.nearest(target, 8, searcher));
    }
    work.findAll(honest, false);
    world.run(Duration.ofMinutes(36)); // whatever was put before the healing was put again
    work.findAll(honest, true);
    world.run(Duration.ofMinutes(60));
    work.findAll(honest, true);
    liveness.endOnce(
        residents,
        each -> each.events().sent(),
        each -> each.events().ended(),
        Duration.ofSeconds(5));
  }

  private static List<NodeId> ids(List<Contact> contacts) {
    return contacts.stream().map(Contact::id).toList();
  }
}
