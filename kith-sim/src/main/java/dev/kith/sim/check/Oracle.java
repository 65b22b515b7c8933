package dev.kith.sim.check;

import dev.kith.core.id.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All live nodes in the order of their ids, so that the exact k closest to any point are found in
/// O(log N + k), and the nodes that share a prefix lie side by side.
///
/// Joins and departures shift an array: cheap up to some hundred thousand nodes. For one thread.
///
/// @param <T> what is known of a node besides its id
public final class Oracle<T> {
  private NodeId[] ids = {};
  private @Nullable Object[] members = {};
  private int size;

  /// An oracle that knows nobody.
  public Oracle() {}

  /// An oracle that knows these nodes from the start: much faster than adding them one by one.
  ///
  /// @throws IllegalArgumentException if an id occurs twice
  public static <T> Oracle<T> of(List<NodeId> ids, List<T> members) {
    Integer[] order = new Integer[ids.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(ids::get));
    Oracle<T> oracle = new Oracle<>();
    oracle.size = order.length;
    oracle.ids = new NodeId[order.length];
    oracle.members = new Object[order.length];
    for (int i = 0; i < order.length; i++) {
      oracle.ids[i] = ids.get(order[i]);
      oracle.members[i] = members.get(order[i]);
      if (i > 0 && oracle.ids[i].equals(oracle.ids[i - 1])) {
        throw new IllegalArgumentException("the id " + oracle.ids[i] + " occurs twice");
      }
    }
    return oracle;
  }

  /// The number of live nodes.
  public int size() {
    return size;
  }

  /// A node joined.
  ///
  /// @throws IllegalArgumentException if its id is known
  public void add(NodeId id, T member) {
    int at = firstNotBelow(id, 0, size);
    if (at < size && ids[at].equals(id)) {
      throw new IllegalArgumentException("the id " + id + " is known");
    }
    if (size == ids.length) {
      int capacity = Math.max(16, size * 2);
      ids = Arrays.copyOf(ids, capacity);
      members = Arrays.copyOf(members, capacity);
    }
    System.arraycopy(ids, at, ids, at + 1, size - at);
    System.arraycopy(members, at, members, at + 1, size - at);
    ids[at] = id;
    members[at] = member;
    size++;
  }

  /// A node left; returns whether it was known.
  public boolean remove(NodeId id) {
    int at = firstNotBelow(id, 0, size);
    if (at == size || !ids[at].equals(id)) {
      return false;
    }
    size--;
    System.arraycopy(ids, at + 1, ids, at, size - at);
    System.arraycopy(members, at + 1, members, at, size - at);
    members[size] = null;
    return true;
  }

  /// Whether the node with `id` is alive.
  public boolean isAlive(NodeId id) {
    int at = firstNotBelow(id, 0, size);
    return at < size && ids[at].equals(id);
  }

  /// The id at `position` in the order of ids.
  public NodeId id(int position) {
    return ids[Objects.checkIndex(position, size)];
  }

  /// What is known of the node at `position` in the order of ids.
  @SuppressWarnings("unchecked")
  public T member(int position) {
    return (T) Objects.requireNonNull(members[Objects.checkIndex(position, size)]);
  }

  /// The ids of the `k` live nodes nearest to `target`, nearest first; fewer if there are fewer.
  public List<NodeId> closest(NodeId target, int k) {
    int[] positions = closestPositions(target, k);
    List<NodeId> nearest = new ArrayList<>(positions.length);
    for (int position : positions) {
      nearest.add(ids[position]);
    }
    nearest.sort(target::compareDistance);
    return nearest;
  }

  /// Where in the order of ids the `k` nearest to `target` stand, in no particular order.
  ///
  /// Walks down the tree of prefixes: a half that has all that is wanted is entered, one that has
  /// less is taken whole and the rest sought in the other.
  public int[] closestPositions(NodeId target, int k) {
    int wanted = Math.min(k, size);
    int[] positions = new int[wanted];
    int taken = 0;
    int from = 0;
    int to = size;
    for (int depth = 0; taken < wanted; depth++) {
      if (to - from <= wanted - taken) {
        taken = take(from, to, positions, taken);
        break;
      }
      int middle = firstWithBit(depth, from, to);
      boolean high = target.bit(depth);
      int nearFrom = high ? middle : from;
      int nearTo = high ? to : middle;
      if (nearTo - nearFrom >= wanted - taken) {
        from = nearFrom;
        to = nearTo;
      } else {
        taken = take(nearFrom, nearTo, positions, taken);
        from = high ? from : middle;
        to = high ? middle : to;
      }
    }
    return positions;
  }

  /// The first position, among those from `from` to `to` (exclusive) whose ids share their first
  /// `depth` bits, whose id has bit `depth` set; `to` if none has.
  public int firstWithBit(int depth, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ids[middle].bit(depth)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static int take(int from, int to, int[] positions, int taken) {
    int count = taken;
    for (int i = from; i < to; i++) {
      positions[count++] = i;
    }
    return count;
  }

  private int firstNotBelow(NodeId id, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ids[middle].compareTo(id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
