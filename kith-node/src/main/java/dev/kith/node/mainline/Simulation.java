package dev.kith.node.mainline;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.node.output.Progress;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.check.Oracle;
import dev.kith.sim.churn.Population;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One run: nodes join one after another; then lookups start at random nodes for random targets and
/// are held against an oracle that knows all nodes.
final class Simulation {
  private static final int K = 8;
  private static final int PORT = 6881;
  private static final int CONTACTS_TO_JOIN = 3;
  private static final Duration BETWEEN_JOINS = Duration.ofMillis(20);
  private static final Duration SETTLING = Duration.ofMinutes(1);
  private static final Duration ENDING = Duration.ofSeconds(30);
  private static final double JOINING_SHARE = 0.4;

  private final Scenario scenario;
  private final World world;
  private final RandomGenerator random;
  private final Oracle<Member> oracle = new Oracle<>();
  private final List<Member> members = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> requests = new ArrayList<>();
  private int nearestFound;
  private int exact;
  private @Nullable Throwable failure;

  Simulation(Scenario scenario) {
    this.scenario = scenario;
    this.world =
        World.builder()
            .seed(scenario.seed())
            .scenario("kith sim mainline")
            .link(scenario.way())
            .build();
    this.random = new SplittableRandom(scenario.seed());
  }

  /// Runs all of it, telling `progress` how far it is.
  Outcomes run(Progress progress) {
    long startedAt = System.nanoTime();
    for (int i = 0; i < scenario.nodes(); i++) {
      born();
      world.run(BETWEEN_JOINS);
      progress.at(JOINING_SHARE * i / scenario.nodes(), i + " nodes joined");
    }
    world.run(SETTLING);
    Population<Member> population =
        scenario.sessions() == null
            ? null
            : Population.of(world, scenario.sessions(), List.copyOf(members), new Churn());
    long bytesBefore = world.tally().bytes();
    measure(progress);
    double bytes = world.tally().bytes() - bytesBefore;
    world.run(ENDING);
    seconds.sort(null);
    requests.sort(null);
    return new Outcomes(
        scenario,
        seconds,
        requests,
        exact,
        nearestFound,
        world.tally().events(),
        world.elapsed().toNanos() / 1e9,
        (System.nanoTime() - startedAt) / 1e9,
        bytes / (scenario.duration().toNanos() / 1e9) / scenario.nodes(),
        population == null ? 0 : population.deaths());
  }

  private void measure(Progress progress) {
    Duration step = scenario.duration().dividedBy(scenario.lookups());
    for (int i = 0; i < scenario.lookups(); i++) {
      lookUp();
      world.run(step);
      if (failure != null) {
        throw world.failure("a node could not do its part: " + failure, failure);
      }
      progress.at(JOINING_SHARE + (1 - JOINING_SHARE) * i / scenario.lookups(), i + " lookups");
    }
  }

  private Member born() {
    Member member = new Member(NodeId.random(Ids.BYTES, random), world.host());
    List<Endpoint> bootstrap = new ArrayList<>();
    for (int i = 0; i < CONTACTS_TO_JOIN && !members.isEmpty(); i++) {
      bootstrap.add(members.get(random.nextInt(members.size())).host.endpoint(PORT));
    }
    MainlineOptions options =
        MainlineOptions.builder()
            .id(member.id)
            .listen(member.host.endpoint(PORT))
            .bootstrap(bootstrap)
            .build();
    watched(Mainline.startOn(member.host.loop(), options).thenAccept(node -> member.node = node));
    oracle.add(member.id, member);
    members.add(member);
    return member;
  }

  private void lookUp() {
    Member from = members.get(random.nextInt(members.size()));
    Mainline node = from.node;
    if (node == null) {
      return; // born this very moment
    }
    NodeId target = NodeId.random(Ids.BYTES, random);
    long startedAt = world.now();
    watched(node.findNodes(target).thenAccept(found -> ended(from, target, found, startedAt)));
  }

  /// Ends the run if what is under way fails: nothing here may.
  private void watched(CompletableFuture<?> underWay) {
    var _ =
        underWay.whenComplete(
            (done, why) -> {
              if (why != null) {
                failure = why;
              }
            });
  }

  private void ended(Member from, NodeId target, FoundNodes found, long startedAt) {
    seconds.add((world.now() - startedAt) / 1e9);
    requests.add((double) found.counts().asked());
    List<NodeId> nearest = new ArrayList<>(oracle.closest(target, K + 1));
    nearest.remove(from.id); // a node does not find itself
    List<NodeId> wanted = nearest.subList(0, Math.min(K, nearest.size()));
    List<NodeId> have = found.nearest().stream().map(Contact::id).limit(K).toList();
    if (!have.isEmpty() && have.getFirst().equals(wanted.getFirst())) {
      nearestFound++;
    }
    if (have.equals(wanted)) {
      exact++;
    }
  }

  /// A node of the simulated network.
  private static final class Member {
    final NodeId id;
    final SimHost host;
    @Nullable Mainline node;

    Member(NodeId id, SimHost host) {
      this.id = id;
      this.host = host;
    }
  }

  /// How nodes come and go.
  private final class Churn implements Population.Life<Member> {
    @Override
    public Member born(World inWorld) {
      return Simulation.this.born();
    }

    @Override
    public SimHost hostOf(Member member) {
      return member.host;
    }

    @Override
    public void left(Member member) {
      oracle.remove(member.id);
      members.remove(member);
    }
  }
}
