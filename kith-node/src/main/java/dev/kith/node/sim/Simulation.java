package dev.kith.node.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
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
///
/// @param <N> a node of the network
final class Simulation<N> {
  private static final int ID_BYTES = 20;
  private static final int CONTACTS_TO_JOIN = 3;
  private static final Duration BETWEEN_JOINS = Duration.ofMillis(20);
  private static final Duration SETTLING = Duration.ofMinutes(1);
  private static final Duration ENDING = Duration.ofSeconds(30);
  private static final double JOINING_SHARE = 0.4;

  private final SimulatedNodes<N> network;
  private final Scenario scenario;
  private final World world;
  private final RandomGenerator random;
  private final Oracle<Member<N>> oracle = new Oracle<>();
  private final List<Member<N>> members = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> requests = new ArrayList<>();
  private int nearestFound;
  private int exact;
  private @Nullable Throwable failure;

  Simulation(SimulatedNodes<N> network, String name, Scenario scenario) {
    this.network = network;
    this.scenario = scenario;
    this.world =
        World.builder()
            .seed(scenario.seed())
            .scenario("kith sim " + name)
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
    Population<Member<N>> population =
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
        network.k(),
        seconds,
        requests,
        exact,
        nearestFound,
        world.tally().events(),
        world.elapsed().toNanos() / 1e9,
        (System.nanoTime() - startedAt) / 1e9,
        bytes / (scenario.duration().toNanos() / 1e9) / scenario.nodes(),
        population == null ? 0 : population.deaths(),
        world.traceHash());
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

  private Member<N> born() {
    Member<N> member = new Member<>(NodeId.random(ID_BYTES, random), world.host());
    List<Endpoint> bootstrap = new ArrayList<>();
    for (int i = 0; i < CONTACTS_TO_JOIN && !members.isEmpty(); i++) {
      bootstrap.add(members.get(random.nextInt(members.size())).host.endpoint(network.port()));
    }
    watched(
        network
            .start(member.host.loop(), member.id, member.host.endpoint(network.port()), bootstrap)
            .thenAccept(node -> member.node = node));
    oracle.add(member.id, member);
    members.add(member);
    return member;
  }

  private void lookUp() {
    Member<N> from = members.get(random.nextInt(members.size()));
    N node = from.node;
    if (node == null) {
      return; // born this very moment
    }
    NodeId target = NodeId.random(ID_BYTES, random);
    List<NodeId> wanted = nearest(target, from);
    long startedAt = world.now();
    watched(network.findNodes(node, target).thenAccept(walked -> ended(wanted, walked, startedAt)));
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

  /// The nodes that a lookup from a member should find, of those that are there when it begins.
  private List<NodeId> nearest(NodeId target, Member<N> from) {
    List<NodeId> nearest = new ArrayList<>(oracle.closest(target, network.k() + 1));
    nearest.remove(from.id); // a node does not find itself
    return nearest.subList(0, Math.min(network.k(), nearest.size()));
  }

  private void ended(List<NodeId> wanted, SimulatedNodes.Walked walked, long startedAt) {
    seconds.add((world.now() - startedAt) / 1e9);
    requests.add((double) walked.asked());
    List<NodeId> have = walked.nearest().stream().limit(network.k()).toList();
    if (!have.isEmpty() && have.getFirst().equals(wanted.getFirst())) {
      nearestFound++;
    }
    if (have.equals(wanted)) {
      exact++;
    }
  }

  /// A node of the simulated network.
  private static final class Member<N> {
    final NodeId id;
    final SimHost host;
    @Nullable N node;

    Member(NodeId id, SimHost host) {
      this.id = id;
      this.host = host;
    }
  }

  /// How nodes come and go.
  private final class Churn implements Population.Life<Member<N>> {
    @Override
    public Member<N> born(World inWorld) {
      return Simulation.this.born();
    }

    @Override
    public SimHost hostOf(Member<N> member) {
      return member.host;
    }

    @Override
    public void left(Member<N> member) {
      oracle.remove(member.id);
      members.remove(member);
    }
  }
}
