package dev.kith.bench.micro;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.table.Offer;
import dev.kith.core.table.RoutingTable;
import dev.kith.core.table.TableOptions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The routing table as a node of a network of a million has it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TableBench {
  private static final int HEARD_OF = 100_000;
  private static final int TARGETS = 1024;

  /// Contacts a bucket.
  @Param({"8", "20"})
  public int k;

  private final SplittableRandom random = new SplittableRandom(7);
  private final NodeId[] targets = new NodeId[TARGETS];
  private RoutingTable table = new RoutingTable(NodeId.random(20, random), TableOptions.of(8));
  private List<Contact> known = List.of();
  private int next;

  /// Offers contacts until every bucket that can be is full.
  @Setup
  public void fill() {
    table = new RoutingTable(NodeId.random(20, random), TableOptions.of(k));
    for (int i = 0; i < HEARD_OF; i++) {
      // One block each, so that the diversity limits let them in.
      Endpoint endpoint = new Endpoint(Address.v4(0x0b000000 + (i << 8)), 6881);
      table.offer(i, new Contact(NodeId.random(20, random), endpoint));
    }
    known = table.contacts();
    for (int i = 0; i < TARGETS; i++) {
      targets[i] = NodeId.random(20, random);
    }
  }

  /// The contacts of an answer.
  @Benchmark
  public List<Contact> closest() {
    next = (next + 1) & (TARGETS - 1);
    return table.closest(targets[next], 8);
  }

  /// A contact that is in the table answered again.
  @Benchmark
  public Offer refresh() {
    next++;
    return table.offer(HEARD_OF + next, known.get(next % known.size()));
  }
}
