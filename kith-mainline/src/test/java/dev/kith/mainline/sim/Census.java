package dev.kith.mainline.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// All routing tables at one moment or several, held against the oracle: who knows its neighbours,
/// and how many of the contacts are dead.
///
/// A bucket with k contacts is full. All others are deep ones, those around the own id, where there
/// are so few nodes that nobody waits for the place of a dead one. A contact counts as stale from
/// the moment its node leaves, whether or not the table suspects it.
final class Census {
  private final MainlineWorld net;
  private final int k;
  private final int enough;
  private int nodes;
  private int knowing;
  private long contacts;
  private long full;
  private long staleInFull;
  private long deep;
  private long staleInDeep;

  /// A census of nodes with buckets of `k`, each of which should know `enough` of its k nearest.
  Census(MainlineWorld net, int k, int enough) {
    this.net = net;
    this.k = k;
    this.enough = enough;
  }

  /// Looks at the tables of all nodes that have joined.
  Census take() {
    List<Resident> asked = net.all().stream().filter(Resident::isReady).toList();
    List<CompletableFuture<List<Contact>>> tables = asked.stream().map(Resident::contacts).toList();
    net.world().await(CompletableFuture.allOf(tables.toArray(CompletableFuture[]::new)));
    for (int i = 0; i < asked.size(); i++) {
      count(asked.get(i), tables.get(i).resultNow());
    }
    return this;
  }

  private void count(Resident resident, List<Contact> table) {
    nodes++;
    contacts += table.size();
    List<NodeId> ids = table.stream().map(Contact::id).toList();
    List<NodeId> nearest = net.nearest(resident.id(), k, resident);
    knowing += nearest.stream().filter(ids::contains).count() >= enough ? 1 : 0;
    List<List<NodeId>> buckets = new ArrayList<>();
    for (NodeId id : ids) {
      int depth = resident.id().commonPrefix(id);
      while (buckets.size() <= depth) {
        buckets.add(new ArrayList<>());
      }
      buckets.get(depth).add(id);
    }
    for (List<NodeId> bucket : buckets) {
      long stale = bucket.stream().filter(id -> !net.oracle().isAlive(id)).count();
      if (bucket.size() >= k) {
        full += bucket.size();
        staleInFull += stale;
      } else {
        deep += bucket.size();
        staleInDeep += stale;
      }
    }
  }

  /// The share of nodes that know enough of their nearest neighbours.
  double knowing() {
    return (double) knowing / nodes;
  }

  /// The share of contacts in full buckets whose node has left.
  double staleInFull() {
    return (double) staleInFull / full;
  }

  /// The share of contacts in other buckets whose node has left.
  double staleInDeep() {
    return (double) staleInDeep / deep;
  }

  @Override
  public String toString() {
    return "%d tables of %.1f contacts: %.2f %% know %d of their %d nearest, stale %.2f %% in full and %.2f %% in deep buckets"
        .formatted(
            nodes,
            (double) contacts / nodes,
            100 * knowing(),
            enough,
            k,
            100 * staleInFull(),
            100 * staleInDeep());
  }
}
