package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BDictBuilder;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Makes the response to one query, so that it fits into a datagram whatever there is to say.
///
/// A response has at most 1,024 bytes (BEP 32), or less if the caller says so. When not everything
/// fits, things are left out in this order: peers; under a limit of the caller also the client's
/// version and the requester's address; nodes from the far end of their lists; samples; Bloom
/// filters. Only a stored item may need more: then it gets up to 1,472 bytes, 1,232 over IPv6, and
/// no nodes beside it; if a limit of the caller forbids that, the item is left out. The node lists
/// that were asked for are there in any case, if only empty: some clients take a reply without them
/// for an error. But the one of the other family makes way for an item that would not fit beside
/// it.
///
/// Give nearest nodes first. Not for use by several threads.
public final class ReplyBuilder {
  /// The most nodes of each family in one reply: jech/dht ignores longer lists as a whole.
  public static final int MAX_NODES = 16;

  private static final int USUAL_LIMIT = 1_024;
  private static final int ITEM_LIMIT_V4 = 1_472;
  private static final int ITEM_LIMIT_V6 = 1_232;
  private static final int FILTER_BYTES = 6 + 4 + 256; // "4:BFsd" and "256:" and the filter
  // A node list has its length before it, of up to three digits.
  private static final int LIST4_BYTES = 7 + 4; // "5:nodes"
  private static final int LIST6_BYTES = 8 + 4; // "6:nodes6"
  private static final int VALUES_BYTES = 8 + 2; // "6:values" and the list's ends

  private final QueryPacket query;
  private final Endpoint from;
  private final Family transport;
  private final NodeId self;

  private Bytes version = Bytes.EMPTY;
  private int limit = Integer.MAX_VALUE;
  private @Nullable List<Contact> nodes4;
  private @Nullable List<Contact> nodes6;
  private @Nullable Bytes token;
  private Bytes peers = Bytes.EMPTY;
  private @Nullable Bytes seedFilter;
  private @Nullable Bytes peerFilter;
  private @Nullable Item item;
  private OptionalLong seq = OptionalLong.empty();
  private @Nullable Bytes samples;
  private long sampleKeys;
  private long sampleInterval;

  private ReplyBuilder(QueryPacket query, Endpoint from, NodeId self) {
    this.query = query;
    this.from = from;
    this.transport = Family.of(from.address());
    this.self = self;
  }

  /// A builder for the answer of node `self` to `query`, which came from `from`.
  public static ReplyBuilder to(QueryPacket query, Endpoint from, NodeId self) {
    return new ReplyBuilder(query, from, self);
  }

  /// Signs the reply with a client version (`v`), by custom of 4 bytes.
  public ReplyBuilder version(Bytes clientVersion) {
    version = clientVersion;
    return this;
  }

  /// Allows at most `bytes` bytes for the whole datagram: what an address that has not been
  /// verified may be sent. A reply with nothing optional in it may still be longer.
  public ReplyBuilder limit(int bytes) {
    limit = bytes;
    return this;
  }

  /// Adds the list of nodes of `family`. Only contacts of that family are used, at most
  /// [#MAX_NODES].
  public ReplyBuilder nodes(Family family, List<Contact> nearestFirst) {
    switch (family) {
      case V4 -> nodes4 = nearestFirst;
      case V6 -> nodes6 = nearestFirst;
    }
    return this;
  }

  /// Adds the token that an announce or a put has to bring along.
  public ReplyBuilder token(Bytes writeToken) {
    token = writeToken;
    return this;
  }

  /// Adds peers of the transport's family, packed one after another, as
  /// `dev.kith.mainline.store.PeerStore` gives them. They appear as `values` unless there are none.
  public ReplyBuilder peers(Bytes packed) {
    peers = packed;
    return this;
  }

  /// Adds the Bloom filters of seeds and other peers (BEP 33), 256 bytes each.
  public ReplyBuilder filters(Bytes seeds, Bytes others) {
    seedFilter = seeds;
    peerFilter = others;
    return this;
  }

  /// Adds a stored item: its value, and for a mutable one key, sequence number and signature.
  public ReplyBuilder item(Item stored) {
    item = stored;
    return this;
  }

  /// Adds the sequence number of a mutable item without the item: the asker has the newest already.
  public ReplyBuilder seq(long stored) {
    seq = OptionalLong.of(stored);
    return this;
  }

  /// Adds a sample of info-hashes (BEP 51).
  ///
  /// @param packed the hashes, 20 bytes each
  /// @param keys how many hashes the node holds
  /// @param intervalSeconds until when another request would bring the same; said unless the reply
  ///   has room for all that the node holds
  public ReplyBuilder samples(Bytes packed, long keys, long intervalSeconds) {
    samples = packed;
    sampleKeys = keys;
    sampleInterval = intervalSeconds;
    return this;
  }

  /// The response.
  public ResponsePacket build() {
    return new Layout().response();
  }

  /// Divides the bytes there are among the parts, most important first.
  private final class Layout {
    private final boolean withItem;
    private final boolean withOtherFamily;
    private final boolean withFilters;
    private final int sampleCount;
    private final int count4;
    private final int count6;
    private final int peerCount;
    private boolean withIp;
    private boolean withVersion;
    private int used;

    Layout() {
      used = fixedBytes();
      int itemLimit = Math.min(limit, transport == Family.V4 ? ITEM_LIMIT_V4 : ITEM_LIMIT_V6);
      int itemBytes = itemBytes();
      int listBytes = nodes4 == null || nodes6 == null ? 0 : otherListBytes();
      int excess = used + itemBytes - itemLimit;
      withOtherFamily = item == null || excess <= 0 || excess > listBytes;
      used -= withOtherFamily ? 0 : listBytes;
      withItem = item != null && used + itemBytes <= itemLimit;
      used += withItem ? itemBytes : 0;
      boolean isTight = limit != Integer.MAX_VALUE;
      if (!isTight) {
        used += courtesies(itemLimit - used);
      }

      int left = Math.min(limit, USUAL_LIMIT) - used;
      withFilters = seedFilter != null && peerFilter != null && left >= 2 * FILTER_BYTES;
      left -= withFilters ? 2 * FILTER_BYTES : 0;
      sampleCount = samples == null ? 0 : fitting(samples.length() / 20, 20, left);
      left -= 20 * sampleCount;
      int near4 = nodes4 == null || !has(Family.V4) ? 0 : Math.min(nodes4.size(), MAX_NODES);
      int near6 = nodes6 == null || !has(Family.V6) ? 0 : Math.min(nodes6.size(), MAX_NODES);
      // Room for both lists is shared out in proportion, so that neither family goes short.
      int all = near4 * Family.V4.nodeBytes(20) + near6 * Family.V6.nodeBytes(20);
      int room4 = near6 == 0 || all <= left ? left : (int) ((long) left * near4 * 26 / all);
      count4 = fitting(near4, Family.V4.nodeBytes(20), room4);
      left -= count4 * Family.V4.nodeBytes(20);
      count6 = fitting(near6, Family.V6.nodeBytes(20), left);
      left -= count6 * Family.V6.nodeBytes(20);
      if (isTight) {
        left -= courtesies(left < 0 ? itemLimit - used : left); // a node is worth more than these
      }
      int peerBytes = transport.peerBytes();
      int entryBytes = peerBytes + (peerBytes > 9 ? 3 : 2);
      peerCount = fitting(peers.length() / peerBytes, entryBytes, left - VALUES_BYTES);
    }

    /// Puts in the requester's address and our version as far as there is room; returns how much
    /// they take.
    private int courtesies(int room) {
      int ipBytes = 4 + 3 + transport.peerBytes();
      withIp = ipBytes <= room;
      int sum = withIp ? ipBytes : 0;
      int versionBytes = version.isEmpty() ? 0 : 3 + BencodeEncoder.sizeOf(version);
      withVersion = versionBytes <= room - sum;
      return withVersion ? sum + versionBytes : sum;
    }

    private static int fitting(int wanted, int each, int room) {
      return Math.clamp(room / each, 0, wanted);
    }

    /// What is in the reply however small the limit.
    private int fixedBytes() {
      int sum = 2 + 3 + 2 + 4 + 23; // the dictionary, "1:r" and its dictionary, "2:id" and the id
      sum += 3 + BencodeEncoder.sizeOf(query.t()) + 6; // "1:t", "1:y1:r"
      sum += nodes4 == null ? 0 : LIST4_BYTES;
      sum += nodes6 == null ? 0 : LIST6_BYTES;
      sum += token == null ? 0 : 7 + BencodeEncoder.sizeOf(token);
      sum += seq.isPresent() ? 5 + 22 : 0;
      sum += samples == null ? 0 : 9 + 4 + 5 + 22 + 10 + 22; // "samples", "num", "interval"
      return sum;
    }

    private int otherListBytes() {
      return transport == Family.V4 ? LIST6_BYTES : LIST4_BYTES;
    }

    private boolean has(Family family) {
      return withOtherFamily || family == transport;
    }

    private int itemBytes() {
      return switch (item) {
        case MutableItem mutable ->
            3 + mutable.encoded().length() + 3 + 35 + 5 + 67 + 5 + digits(mutable.seq());
        case Item immutable -> 3 + immutable.encoded().length();
        case null -> 0;
      };
    }

    private static int digits(long seq) {
      return 2 + Long.toString(seq).length();
    }

    ResponsePacket response() {
      BDictBuilder r = BDict.builder(); // in ascending order of keys
      if (withFilters && peerFilter != null && seedFilter != null) {
        r.put(Keys.BF_PEERS, peerFilter).put(Keys.BF_SEEDS, seedFilter);
      }
      r.put(Keys.ID, self.bytes());
      if (samples != null) {
        r.put(Keys.INTERVAL, sampleCount == sampleKeys ? 0 : sampleInterval);
      }
      if (withItem && item instanceof MutableItem mutable) {
        r.put(Keys.K, mutable.publicKey());
      }
      if (nodes4 != null && has(Family.V4)) {
        r.put(Keys.NODES, CompactNodes.encode(nodes4, Family.V4, 20, count4));
      }
      if (nodes6 != null && has(Family.V6)) {
        r.put(Keys.NODES6, CompactNodes.encode(nodes6, Family.V6, 20, count6));
      }
      if (samples != null) {
        r.put(Keys.NUM, sampleKeys).put(Keys.SAMPLES, samples.slice(0, 20 * sampleCount));
      }
      putItem(r);
      if (token != null) {
        r.put(Keys.TOKEN, token);
      }
      if (withItem && item != null) {
        r.put(Keys.V, item.value());
      }
      if (peerCount > 0) {
        r.put(Keys.VALUES, CompactPeers.list(peers, transport, peerCount));
      }
      Bytes v = withVersion ? version : Bytes.EMPTY;
      return new ResponsePacket(query.t(), r.build(), v, withIp ? from : null, false);
    }

    private void putItem(BDictBuilder r) {
      if (withItem && item instanceof MutableItem mutable) {
        r.put(Keys.SEQ, mutable.seq()).put(Keys.SIG, mutable.signature());
      } else if (seq.isPresent()) {
        r.put(Keys.SEQ, seq.getAsLong());
      }
    }
  }
}
