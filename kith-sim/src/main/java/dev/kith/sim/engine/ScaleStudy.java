package dev.kith.sim.engine;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.table.Diversity;
import dev.kith.core.table.TableOptions;
import dev.kith.sim.World;
import dev.kith.sim.report.Fit;
import dev.kith.sim.report.Plot;
import dev.kith.sim.report.SimReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What a lookup costs as the network grows: lookups from random nodes to random points in worlds
/// with ideal tables, no faults and the standard link.
///
/// Depth and messages should lie on a straight line over the logarithm of the number of nodes, and
/// every lookup should find exactly the k nearest.
public final class ScaleStudy {
  private final long seed;
  private final int alpha;
  private final int lookups;
  private final Consumer<String> progress;
  private final List<Row> rows = new ArrayList<>();

  /// A study of `lookups` lookups for each size; `progress` is told a line for each.
  public ScaleStudy(long seed, int alpha, int lookups, Consumer<String> progress) {
    this.seed = seed;
    this.alpha = alpha;
    this.lookups = lookups;
    this.progress = progress;
  }

  /// Measures one world.
  public Row measure(int nodes, int k) {
    World world = World.builder().seed(seed).scenario("scale").handOver().build();
    EngineWorld engine = EngineWorld.ideal(world, options(k, alpha), nodes);
    double requests = 0;
    double depth = 0;
    double nanos = 0;
    int exact = 0;
    for (int i = 0; i < lookups; i++) {
      EngineNode searcher = engine.any();
      NodeId target = engine.target();
      EngineResult result = world.await(searcher.lookup(target));
      requests += result.requests();
      depth += result.depth();
      nanos += result.nanos();
      exact += isExact(engine, searcher, target, k, result) ? 1 : 0;
    }
    Row row =
        new Row(
            nodes,
            k,
            requests / lookups,
            depth / lookups,
            nanos / 1e6 / lookups,
            (double) exact / lookups);
    rows.add(row);
    progress.accept(row.toString());
    return row;
  }

  /// Tables of `k` with no replacements and no limits of operators, who in a world like this have
  /// one node each.
  public static EngineOptions options(int k, int alpha) {
    return EngineOptions.of(k, alpha)
        .with(TableOptions.of(k).with(Diversity.NONE).withReplacements(0));
  }

  private static boolean isExact(
      EngineWorld engine, EngineNode searcher, NodeId target, int k, EngineResult result) {
    List<NodeId> expected = new ArrayList<>(engine.oracle().closest(target, k + 1));
    expected.remove(searcher.id()); // nobody finds itself
    List<NodeId> found = result.nearest().stream().map(Contact::id).toList();
    return found.equals(expected.subList(0, Math.min(k, expected.size())));
  }

  /// Everything measured so far, with the straight lines through it and a plot of each figure.
  public SimReport report() {
    SimReport report = new SimReport("scale", seed).put("alpha", alpha).put("lookups", lookups);
    Plot messages = Plot.titled("Messages per lookup").x("nodes", true).y("messages", false);
    Plot depths = Plot.titled("Depth of lookups").x("nodes", true).y("hops", false);
    for (Row row : rows) {
      report.row("rows", row.asMap());
    }
    for (int k : rows.stream().mapToInt(Row::k).distinct().sorted().toArray()) {
      List<Row> line = rows.stream().filter(row -> row.k == k).toList();
      List<Double> xs = line.stream().map(row -> (double) row.nodes).toList();
      messages.line("k = " + k, xs, line.stream().map(Row::messages).toList());
      depths.line("k = " + k, xs, line.stream().map(Row::depth).toList());
      if (xs.stream().distinct().count() > 1) {
        report.row("lines", fitted("messages", k, Fit.of(line, Row::logNodes, Row::messages)));
        report.row("lines", fitted("depth", k, Fit.of(line, Row::logNodes, Row::depth)));
      }
    }
    return report.plot("messages", messages).plot("depth", depths);
  }

  private static Map<String, Object> fitted(String figure, int k, Fit fit) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("figure", figure);
    map.put("k", k);
    map.put("perDecade", fit.slope());
    map.put("intercept", fit.intercept());
    map.put("r2", fit.r2());
    return map;
  }

  /// What was measured in one world; all figures but the first two are averages over lookups.
  ///
  /// @param nodes the size of the world
  /// @param k the size of buckets and answers
  /// @param messages requests
  /// @param depth hops to the nearest contact
  /// @param millis virtual time
  /// @param exact the share that found exactly the k nearest
  public record Row(int nodes, int k, double messages, double depth, double millis, double exact) {
    double logNodes() {
      return StrictMath.log10(nodes);
    }

    Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("nodes", nodes);
      map.put("k", k);
      map.put("messages", messages);
      map.put("depth", depth);
      map.put("millis", millis);
      map.put("exact", exact);
      return map;
    }
  }
}
