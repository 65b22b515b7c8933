package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.Retrieved;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.sim.check.Liveness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// What applications do meanwhile: they announce and look for peers, store items and look for them,
/// and check what comes back against the [Truth].
final class Workload {
  private static final int VALUES = 24;
  private static final int KEYS = 4;
  private static final int TORRENTS = 6;

  private final MainlineWorld net;
  private final Truth truth;
  private final RandomGenerator random;
  private final List<SigningKey> keys = new ArrayList<>();
  private final long[] seqs = new long[KEYS];
  private final Liveness liveness;
  private final Map<NodeId, Kept> kept = new LinkedHashMap<>();

  /// An item that an author has stored somewhere, and stores again while he runs.
  private record Kept(Item item, Resident author, Mainline there) {}

  Workload(MainlineWorld net, Truth truth, Liveness liveness) {
    this.net = net;
    this.truth = truth;
    this.liveness = liveness;
    this.random = net.random();
    for (int i = 0; i < KEYS; i++) {
      keys.add(SigningKey.of(Bytes.hex("0%d".formatted(i + 1).repeat(32))));
    }
  }

  /// Has some node do something.
  void step(List<Resident> residents) {
    Resident who = residents.get(random.nextInt(residents.size()));
    if (!who.isReady()) {
      return;
    }
    switch (random.nextInt(7)) {
      case 0 -> put(who, value(random.nextInt(VALUES)), false);
      case 1, 2 -> {
        int key = random.nextInt(KEYS);
        put(who, next(key), random.nextInt(3) == 0 && seqs[key] > 1);
      }
      case 3 -> get(who, value(random.nextInt(VALUES)).target());
      case 4 -> get(who, keys.get(random.nextInt(KEYS)));
      case 5 -> announce(who);
      default -> findPeers(who);
    }
  }

  private static ImmutableItem value(int number) {
    return ImmutableItem.of(BString.of("value " + number));
  }

  private MutableItem next(int key) {
    long seq = ++seqs[key];
    return MutableItem.sign(keys.get(key), Bytes.EMPTY, seq, BString.of("version " + seq));
  }

  static NodeId torrent(int number) {
    return NodeId.hex("%02x".formatted(0x21 * number + 7).repeat(20));
  }

  private void put(Resident who, Item item, boolean compares) {
    truth.offered(item);
    Mainline there = who.node();
    CompletableFuture<StoreReport> stored =
        compares && item instanceof MutableItem mutable
            ? there.put(mutable, mutable.seq() - 1)
            : there.put(item);
    note(
        "put",
        who,
        stored.thenAccept(
            report -> {
              if (report.acknowledged() > 0 && isKeeper(who)) {
                kept.put(item.target(), new Kept(item, who, there));
              }
            }));
  }

  /// Whether a node stores what it has put again; every second one does.
  static boolean isKeeper(Resident resident) {
    return resident.host().index() % 2 == 0;
  }

  private void get(Resident who, NodeId target) {
    note("get", who, who.node().get(target).thenAccept(got -> came(target, got)));
  }

  private void get(Resident who, SigningKey key) {
    NodeId target = MutableItem.sign(key, Bytes.EMPTY, 0, BString.EMPTY).target();
    note(
        "get",
        who,
        who.node().get(key.publicKey(), Bytes.EMPTY).thenAccept(got -> came(target, got)));
  }

  private void came(NodeId target, Retrieved<? extends Item> got) {
    got.item()
        .ifPresent(
            item -> {
              if (!truth.holds(target, item.encoded(), Truth.seqOf(item))) {
                truth.complaints().accept("thin air: " + item.value() + " came back for " + target);
              }
            });
  }

  private void announce(Resident who) {
    NodeId infoHash = torrent(random.nextInt(TORRENTS));
    note("announce", who, who.node().announce(infoHash, 1 + random.nextInt(60_000), false));
  }

  private void findPeers(Resident who) {
    NodeId infoHash = torrent(random.nextInt(TORRENTS));
    var peers = who.node().peers(infoHash);
    note("find peers", who, peers.summary().thenRun(peers::close));
  }

  private void note(String what, Resident who, CompletableFuture<?> result) {
    Mainline there = who.node();
    liveness.asked(what, who, () -> who.isRunning(there), result);
  }

  /// Has some node look for each item that must be there, and complains of those not found: what
  /// one of the nearest holds by its [Witness], and what its author keeps storing.
  void findAll(List<Resident> residents, boolean isRepublished) {
    for (NodeId target : truth.items().keySet()) {
      Resident reader = residents.get(random.nextInt(residents.size()));
      long seq = leastFound(target, residents, reader, isRepublished);
      if (seq == Long.MIN_VALUE) {
        continue;
      }
      Item any = truth.items().get(target).getFirst();
      CompletableFuture<? extends Retrieved<? extends Item>> got =
          any instanceof MutableItem mutable
              ? reader.node().get(mutable.publicKey(), mutable.salt())
              : reader.node().get(target);
      if (!liveness.ends("get", reader, got)) {
        return;
      }
      Retrieved<? extends Item> found = got.resultNow();
      came(target, found);
      if (found.item().isEmpty() || Truth.seqOf(found.item().get()) < seq) {
        truth
            .complaints()
            .accept(
                "lost: %s with seq %d; %s found %s".formatted(target, seq, reader, found.item()));
      }
    }
  }

  // The sequence number that must be found at least. Nobody asks himself.
  private long leastFound(
      NodeId target, List<Resident> residents, Resident reader, boolean isRepublished) {
    long least = Long.MIN_VALUE;
    List<NodeId> nearest = net.oracle().closest(target, 8);
    long later = net.world().now() + FaultRun.LONGEST_WALK.toNanos();
    for (Resident resident : residents) {
      Shelf shelf = resident != reader && nearest.contains(resident.id()) ? resident.shelf() : null;
      Shelf.Held held = shelf == null ? null : shelf.item(later, target);
      least = held == null ? least : Math.max(least, held.seq());
    }
    Kept by = kept.get(target);
    // Who would store an older item again is refused.
    boolean isKept =
        isRepublished
            && by != null
            && by.author.isRunning(by.there)
            && Truth.seqOf(by.item) == truth.newest(target);
    return isKept ? Math.max(least, Truth.seqOf(by.item)) : least;
  }
}
