package dev.kith.sim.churn;

import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// A steady crowd: whenever a node's session ends it crashes without notice, and a fresh one is
/// born in its place at once.
///
/// @param <N> a node as the scenario sees it
public final class Population<N> {
  private final World world;
  private final Sessions sessions;
  private final Life<N> life;
  private final RandomGenerator random;
  private long births;
  private long deaths;
  private boolean ended;

  private Population(World world, Sessions sessions, Life<N> life) {
    this.world = world;
    this.sessions = sessions;
    this.life = life;
    this.random = SplitMix.split(world.seed(), -0x636875726eL);
  }

  /// Starts churn among nodes that exist already, who are taken to have been there for long: each
  /// has as much of its session left as a node met at random has.
  public static <N> Population<N> of(
      World world, Sessions sessions, Iterable<N> nodes, Life<N> life) {
    Population<N> population = new Population<>(world, sessions, life);
    for (N node : nodes) {
      population.expect(node, sessions.drawRemaining(population.random));
    }
    return population;
  }

  /// The nodes born so far.
  public long births() {
    return births;
  }

  /// The nodes that left so far.
  public long deaths() {
    return deaths;
  }

  /// Ends the churn: nobody leaves from now on.
  public void end() {
    ended = true;
  }

  private void expect(N node, Duration rest) {
    world.after(rest, () -> die(node));
  }

  private void die(N node) {
    if (ended) {
      return;
    }
    deaths++;
    SimHost host = life.hostOf(node);
    life.left(node);
    host.leave();
    births++;
    N child = life.born(world);
    expect(child, sessions.draw(random));
  }

  /// How nodes of a scenario begin and end.
  ///
  /// @param <N> a node as the scenario sees it
  public interface Life<N> {
    /// Makes a node on a new host and lets it join.
    N born(World world);

    /// The host of `node`.
    SimHost hostOf(N node);

    /// `node` is about to be cut off; for keeping an oracle up to date. It must not be told.
    void left(N node);
  }
}
