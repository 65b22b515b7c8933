package dev.kith.bench.micro;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Lookup;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.lookup.Step;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// One whole lookup, every request answered at once with the eight contacts next to the target
/// among those that share a longer prefix with it: the machine alone, without messages.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LookupBench {
  private static final int NODES = 4096;

  private final SplittableRandom random = new SplittableRandom(3);
  private final NodeId target = NodeId.random(20, random);
  private final NodeId self = NodeId.random(20, random);
  private final Patience patience = new Patience(100_000_000, 500_000_000);
  private final Contact[] nearestFirst = new Contact[NODES];
  private final List<Contact> seeds = new ArrayList<>();

  /// Lays out a network.
  public LookupBench() {
    for (int i = 0; i < NODES; i++) {
      Endpoint endpoint = new Endpoint(Address.v4(0x0b000000 + (i << 8)), 6881);
      nearestFirst[i] = new Contact(NodeId.random(20, random), endpoint);
    }
    Arrays.sort(nearestFirst, (a, b) -> target.compareDistance(a.id(), b.id()));
    for (int i = 1; i <= 8; i++) {
      seeds.add(nearestFirst[NODES * i / 9]);
    }
  }

  /// From the seeds to the eight nearest.
  @Benchmark
  public List<Contact> lookup() {
    Lookup lookup = new Lookup(target, self, LookupOptions.of(8, 4), seeds);
    long now = 0;
    while (lookup.next(now, patience) instanceof Step.Ask(Contact contact)) {
      now += 1000;
      int rank = Arrays.binarySearch(nearestFirst, contact, this::byDistance);
      int from = rank / 8; // three bits nearer a hop
      lookup.answered(contact, Arrays.asList(nearestFirst).subList(from, from + 8));
    }
    return lookup.nearest();
  }

  private int byDistance(Contact a, Contact b) {
    return target.compareDistance(a.id(), b.id());
  }
}
