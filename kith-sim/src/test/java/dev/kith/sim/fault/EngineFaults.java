package dev.kith.sim.fault;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.Complaints;
import dev.kith.sim.check.Exchanges;
import dev.kith.sim.check.Liveness;
import dev.kith.sim.check.Oracle;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.engine.EngineCodec;
import dev.kith.sim.engine.EngineMessage;
import dev.kith.sim.engine.EngineNode;
import dev.kith.sim.engine.EngineOptions;
import dev.kith.sim.engine.EngineResult;
import dev.kith.sim.gate.Gate;
import dev.kith.sim.gate.GatedLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Engine nodes under faults: the least that a network brings along. They look for nodes, and do so
/// exactly again when all has healed.
final class EngineFaults implements FaultScenario {
  private static final int K = 8;
  private static final int PORT = 4_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Exchanges.Bounds BOUNDS = new Exchanges.Bounds(64, TIMEOUT, K);
  private static final EngineOptions OPTIONS =
      EngineOptions.of(K, 3).with(EngineOptions.Maintenance.USUAL);

  private final World world;
  private final RandomGenerator random;
  private final Gate<EngineMessage> flaw;
  private final Complaints complaints = new Complaints();
  private final Liveness liveness;
  private final Oracle<Resident> oracle = new Oracle<>();
  private final List<Resident> residents = new ArrayList<>();

  /// The world that was drawn; `flaw` is what is wrong with each of its nodes.
  EngineFaults(FaultDraw draw, Gate<EngineMessage> flaw) {
    this.flaw = flaw;
    world = World.builder().seed(draw.seed()).scenario("EngineFaults").build();
    random = SplitMix.split(draw.seed(), -0x65L);
    liveness = new Liveness(world, complaints, Duration.ofSeconds(30));
    world.checks().afterEachEvent("complaints", complaints.invariant());
    draw.hosts(world).forEach(host -> residents.add(new Resident(host)));
    for (Resident each : residents) {
      oracle.add(each.id, each);
      each.host.start(_ -> each.start());
    }
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void struck(FaultCourse course) {
    course.often(Duration.ofSeconds(6), this::look);
  }

  private void look() {
    Resident who = residents.get(random.nextInt(residents.size()));
    EngineNode there = who.node();
    if (who.host.isUp()) {
      var found = there.lookup(target());
      liveness.asked("lookup", who, () -> who.host.isUp() && who.node() == there, found);
    }
  }

  private NodeId target() {
    return NodeId.random(20, random);
  }

  @Override
  public void healed() {
    residents.forEach(Resident::join);
  }

  @Override
  public Duration recovery() {
    return Duration.ofMinutes(31);
  }

  @Override
  public void recovered() {
    liveness.allEnded();
    for (Resident searcher : residents) {
      NodeId target = target();
      List<NodeId> nearest = new ArrayList<>(oracle.closest(target, K + 1));
      nearest.remove(searcher.id); // nobody finds itself
      var found = searcher.node().lookup(target).thenApply(EngineFaults::ids);
      liveness.isExact(searcher, found, nearest.subList(0, K));
    }
    liveness.endOnce(residents, each -> each.sent, Resident::ended, TIMEOUT.multipliedBy(2));
  }

  private static List<NodeId> ids(EngineResult result) {
    return result.nearest().stream().map(Contact::id).toList();
  }

  private final class Resident implements Gate<EngineMessage> {
    final SimHost host;
    final NodeId id = target();
    private Exchanges<Integer, EngineMessage, EngineMessage> exchanges;
    private @Nullable EngineNode node;
    private long sent;

    Resident(SimHost host) {
      this.host = host;
      var budgets = new ReplyBudgets(_ -> {}); // engine nodes have none
      exchanges = new Exchanges<>(world, self(), complaints, budgets, BOUNDS);
    }

    void start() {
      exchanges = exchanges.restarted();
      sent = 0;
      try {
        Loop loop = new GatedLoop<>(host.loop(), this);
        node = new EngineNode(loop, self(), id, OPTIONS, new EngineCodec());
      } catch (IOException taken) {
        throw new UncheckedIOException(taken);
      }
      join();
    }

    Endpoint self() {
      return host.endpoint(PORT);
    }

    EngineNode node() {
      return Objects.requireNonNull(node);
    }

    void join() {
      List<Contact> known = residents.stream().limit(3).map(Resident::contact).toList();
      var _ = node().join(known);
    }

    Contact contact() {
      return new Contact(id, self());
    }

    long ended() {
      return sent - node().outstanding();
    }

    @Override
    public @Nullable EngineMessage arrived(Endpoint from, EngineMessage message, int bytes) {
      EngineMessage passed = flaw.arrived(from, message, bytes);
      switch (message) {
        case EngineMessage.Ping _, EngineMessage.FindNode _ ->
            exchanges.asked(from, message.transaction(), message, bytes);
        case EngineMessage.Pong _, EngineMessage.Nodes _ -> {
          if (exchanges.answered(from, message.transaction()) != null) {
            exchanges.verified(new Contact(message.sender(), from));
          }
        }
      }
      return passed;
    }

    @Override
    public @Nullable EngineMessage leaving(Endpoint to, EngineMessage own) {
      EngineMessage message = flaw.leaving(to, own);
      switch (message) {
        case null -> {}
        case EngineMessage.Ping _, EngineMessage.FindNode _ -> {
          sent++;
          exchanges.asks(to, message.transaction(), message);
        }
        case EngineMessage.Pong _ -> replies(to, message);
        case EngineMessage.Nodes nodes -> {
          replies(to, message);
          exchanges.names(nodes.contacts());
        }
      }
      return message;
    }

    private void replies(Endpoint to, EngineMessage message) {
      if (exchanges.replies(to, message.transaction()) == null) {
        exchanges.complain("requests", "a reply to nothing");
      }
    }

    @Override
    public String toString() {
      return "node on " + host;
    }
  }
}
