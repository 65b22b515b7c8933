package dev.kith.mainline.store;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.Family;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The peers that were announced to a node (BEP 5, `announce_peer`; BEP 33).
///
/// A torrent has one entry for an IP address, or for an address and port if it is a local one;
/// announcing again updates port and seed flag. Entries end after their time. There is room for so
/// many torrents and so many peers of each; when it is used up, [#hasRoomFor] says so, and the node
/// then withholds its token, so that announcements go to its neighbours. A torrent nearer to the
/// node's id takes the place of the farthest one, since that is where others will look for it.
///
/// Torrents are kept in the order of their distance from the node, which answers both look-ups and
/// the question which is the farthest. A pure machine on one thread.
public final class PeerStore {
  private static final long SECOND = 1_000_000_000;
  private static final int HASH_BYTES = 20;
  private static final int SWEPT_AT_ONCE = 64;

  private final PeerStoreOptions options;
  private final int ttlSeconds;
  private TreeMap<NodeId, Swarm> swarms;
  private NodeId self;
  private @Nullable NodeId sweptTo;
  private @Nullable InfohashSample sample;
  private long sampleUntil;

  /// An empty store of the node with id `self`.
  public PeerStore(NodeId self, PeerStoreOptions options) {
    this.self = self;
    this.options = options;
    this.ttlSeconds = (int) Math.min(options.ttl().toSeconds(), Integer.MAX_VALUE / 2);
    this.swarms = new TreeMap<>(self::compareDistance);
  }

  /// Keeps a peer.
  public Announced announce(long now, NodeId infoHash, Endpoint peer, boolean seed) {
    Swarm swarm = live(now, infoHash);
    if (swarm == null) {
      if (!makeRoom(infoHash)) {
        return Announced.FULL;
      }
      swarm = new Swarm();
      swarms.put(infoHash, swarm);
    }
    return swarm.announce(peer, seed, second(now), options.peersPerTorrent());
  }

  /// Whether a peer at `address` could be kept: then it is worth handing it a token. Known peers
  /// may always come again.
  public boolean hasRoomFor(long now, NodeId infoHash, Address address) {
    Swarm swarm = live(now, infoHash);
    if (swarm == null) {
      return swarms.size() < options.torrents() || isNearerThanLast(infoHash);
    }
    PackedPeers peers = swarm.of(address);
    return peers.size() < options.peersPerTorrent() || peers.find(address) >= 0;
  }

  /// At most `most` peers of one family, drawn at random and packed one after another in compact
  /// form. With `noSeed` seeds appear only if there are too few others (BEP 33).
  public Bytes peers(
      long now, NodeId infoHash, Family family, int most, boolean noSeed, RandomGenerator random) {
    Swarm swarm = live(now, infoHash);
    if (swarm == null) {
      return Bytes.EMPTY;
    }
    PackedPeers peers = swarm.of(family);
    int count = Math.min(most, peers.size());
    byte[] packed = new byte[count * family.peerBytes()];
    int end = 0;
    for (int row : Draw.rows(peers, count, noSeed, random)) {
      end = peers.write(row, packed, end);
    }
    return Bytes.wrap(packed);
  }

  /// The Bloom filters of a torrent's peers of both families, or `null` if there are none.
  public @Nullable Scrape scrape(long now, NodeId infoHash) {
    Swarm swarm = live(now, infoHash);
    return swarm == null ? null : swarm.scrape();
  }

  /// A sample of the torrents (BEP 51), in random order. If there are more than fit, the same
  /// sample is given until its interval has passed.
  public InfohashSample infohashes(long now, RandomGenerator random) {
    if (sample == null || now >= sampleUntil || swarms.size() <= options.sampleSize()) {
      sample = newSample(random);
      sampleUntil = now + sample.intervalSeconds() * SECOND;
    }
    long left = Math.max(0, (sampleUntil - now + SECOND - 1) / SECOND);
    return new InfohashSample(sample.hashes(), swarms.size(), left);
  }

  private InfohashSample newSample(RandomGenerator random) {
    int count = Math.min(options.sampleSize(), swarms.size());
    byte[] hashes = new byte[count * HASH_BYTES];
    int seen = 0;
    // Each has the same chance of each place: a reply may have room for the first few only.
    for (NodeId infoHash : swarms.keySet()) {
      int place = random.nextInt(seen + 1);
      if (seen < count) {
        System.arraycopy(hashes, place * HASH_BYTES, hashes, seen * HASH_BYTES, HASH_BYTES);
      }
      seen++;
      if (place < count) {
        infoHash.copyTo(hashes, place * HASH_BYTES);
      }
    }
    long interval = options.sampleInterval().toSeconds();
    return new InfohashSample(Bytes.wrap(hashes), swarms.size(), interval);
  }

  /// Drops what has expired among the next few torrents. Call it every second or so: what has
  /// expired is never given out anyway, this only frees the memory.
  public void sweep(long now) {
    int torrents = Math.min(SWEPT_AT_ONCE, swarms.size());
    for (int i = 0; i < torrents && !swarms.isEmpty(); i++) {
      NodeId next = sweptTo == null ? null : swarms.higherKey(sweptTo);
      sweptTo = next != null ? next : swarms.firstKey();
      live(now, sweptTo);
    }
  }

  /// Tells the store that the node has a new id: other torrents are the nearest now.
  public void recentre(NodeId newSelf) {
    TreeMap<NodeId, Swarm> resorted = new TreeMap<>(newSelf::compareDistance);
    resorted.putAll(swarms);
    self = newSelf;
    swarms = resorted;
    sweptTo = null;
  }

  /// The number of torrents, perhaps with some whose peers have all expired.
  public int torrents() {
    return swarms.size();
  }

  /// The number of stored peers, counted one by one.
  public int peers() {
    int sum = 0;
    for (Swarm swarm : swarms.values()) {
      sum += swarm.size();
    }
    return sum;
  }

  /// The torrent's peers without those expired, or `null` if none is left.
  private @Nullable Swarm live(long now, NodeId infoHash) {
    Swarm swarm = swarms.get(infoHash);
    if (swarm == null) {
      return null;
    }
    swarm.dropBefore(second(now) - ttlSeconds);
    if (swarm.size() == 0) {
      swarms.remove(infoHash);
      return null;
    }
    return swarm;
  }

  private boolean makeRoom(NodeId infoHash) {
    if (swarms.size() < options.torrents()) {
      return true;
    }
    if (!isNearerThanLast(infoHash)) {
      return false;
    }
    swarms.pollLastEntry();
    return true;
  }

  private boolean isNearerThanLast(NodeId infoHash) {
    Map.@Nullable Entry<NodeId, Swarm> last = swarms.lastEntry();
    return last != null && self.compareDistance(infoHash, last.getKey()) < 0;
  }

  private static int second(long now) {
    return (int) (now / SECOND);
  }
}
