package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import dev.kith.core.table.Diversity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a [KRpc] is set up. Immutable; made with [#builder()]. Names and defaults are those of the
/// k-rpc library, but that nobody is asked first unless named.
///
/// @param timeout when a query counts as unanswered
/// @param bootstrap whom lookups ask when the table is nearly empty
/// @param bootstrapNames the same, as `host:port` with names still to be looked up
/// @param concurrency most queries in flight at once
/// @param backgroundConcurrency the same while populate is not alone
/// @param k contacts a bucket, and how many of the nearest a lookup works on
/// @param id the own id, or `null` for a random one
/// @param idLength bytes of an id
/// @param listen where to bind when first used
/// @param mostQueued most queries waiting for their turn
/// @param mostLookups most lookups under way
/// @param diversity how many contacts of one operator the table takes
/// @param version the `v` of our packets, or empty for none
/// @param observer who watches
public record KRpcOptions(
    Duration timeout,
    List<Endpoint> bootstrap,
    List<String> bootstrapNames,
    int concurrency,
    int backgroundConcurrency,
    int k,
    @Nullable NodeId id,
    int idLength,
    Endpoint listen,
    int mostQueued,
    int mostLookups,
    Diversity diversity,
    Bytes version,
    Observer observer) {
  /// The nodes by which the public BitTorrent DHT is entered, as k-rpc has them built in. Used only
  /// after [Builder#publicBootstrap].
  public static final List<String> PUBLIC_BOOTSTRAP =
      List.of(
          "router.bittorrent.com:6881", "router.utorrent.com:6881", "dht.transmissionbt.com:6881");

  /// Options at their defaults.
  public static KRpcOptions defaults() {
    return builder().build();
  }

  /// A builder in which everything has its default.
  public static Builder builder() {
    return new Builder();
  }

  /// Collects options. Not for use by several threads.
  public static final class Builder {
    private Duration timeout = Duration.ofSeconds(2);
    private List<Endpoint> bootstrap = List.of();
    private List<String> bootstrapNames = List.of();
    private int concurrency = 16;
    private int backgroundConcurrency = -1;
    private int k = 20;
    private @Nullable NodeId id;
    private int idLength = 20;
    private Endpoint listen = Endpoint.parse("0.0.0.0:0");
    private int mostQueued = 16_384;
    private int mostLookups = 1_024;
    private Diversity diversity = Diversity.STRICT;
    private Bytes version = Bytes.hex("4b490001");
    private Observer observer = Observer.NONE;

    private Builder() {}

    /// When a query counts as unanswered, by default after 2 s. Lookups lose patience earlier, by
    /// what they have learnt about round trips.
    public Builder timeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("timeout is positive, not " + value);
      }
      timeout = value;
      return this;
    }

    /// The nodes a lookup asks when the table holds fewer than these. Default: none; nothing public
    /// is contacted unless named, or asked for with [#publicBootstrap].
    public Builder nodes(Endpoint... endpoints) {
      for (Endpoint each : endpoints) {
        if (!each.isUsable()) {
          throw new IllegalArgumentException("nothing can be sent to " + each);
        }
      }
      bootstrap = List.of(endpoints);
      bootstrapNames = List.of();
      return this;
    }

    /// The same as `host:port` or `[v6]:port`. Names are looked up when the node starts; one that
    /// cannot be is left out.
    public Builder nodes(String... hostsWithPorts) {
      List<Endpoint> literals = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (String each : hostsWithPorts) {
        Optional<Endpoint> literal = WrittenHosts.literal(each);
        literal.ifPresentOrElse(literals::add, () -> names.add(each));
      }
      bootstrap = List.copyOf(literals);
      bootstrapNames = List.copyOf(names);
      return this;
    }

    /// Another name of [#nodes(Endpoint...)].
    public Builder bootstrap(Endpoint... endpoints) {
      return nodes(endpoints);
    }

    /// Another name of [#nodes(String...)].
    public Builder bootstrap(String... hostsWithPorts) {
      return nodes(hostsWithPorts);
    }

    /// Enters the public network, by [KRpcOptions#PUBLIC_BOOTSTRAP].
    public Builder publicBootstrap() {
      return nodes(PUBLIC_BOOTSTRAP.toArray(new String[0]));
    }

    /// Most queries in flight at once, of all lookups together: 1 to 4,096, by default 16. More is
    /// faster, until the line or a router on the way loses packets.
    public Builder concurrency(int queries) {
      concurrency = between(1, 4_096, queries, "concurrency");
      return this;
    }

    /// With so many queries in flight, populate starts no more unless it is alone. Default: a
    /// quarter of [#concurrency], rounded down. 0 stops populate while anything else is under way.
    public Builder backgroundConcurrency(int queries) {
      backgroundConcurrency = between(0, 4_096, queries, "backgroundConcurrency");
      return this;
    }

    /// Contacts a bucket, and how many of the nearest a lookup works on: 1 to 64, by default 20.
    public Builder k(int contacts) {
      k = between(1, 64, contacts, "k");
      return this;
    }

    /// Uses this id, whose length must be [#idLength]. Default: a random one.
    public Builder id(NodeId ownId) {
      id = ownId;
      return this;
    }

    /// The same as bytes.
    public Builder id(Bytes ownId) {
      return id(NodeId.of(ownId));
    }

    /// The same as hexadecimal digits.
    public Builder id(String hex) {
      return id(NodeId.hex(hex));
    }

    /// Another name of [#id(NodeId)].
    public Builder nodeId(NodeId ownId) {
      return id(ownId);
    }

    /// Another name of [#id(Bytes)].
    public Builder nodeId(Bytes ownId) {
      return id(ownId);
    }

    /// Another name of [#id(String)].
    public Builder nodeId(String hex) {
      return id(hex);
    }

    /// Bytes of an id, 1 to 64, by default 20. Compact nodes are six bytes longer (eighteen for
    /// IPv6).
    public Builder idLength(int bytes) {
      idLength = between(1, NodeId.MAX_BYTES, bytes, "idLength");
      return this;
    }

    /// Where to bind when first used. Default: IPv4, all addresses, a free port.
    public Builder listen(Endpoint endpoint) {
      listen = endpoint;
      return this;
    }

    /// Most queries waiting for their turn, by default 16,384; further ones fail at once.
    public Builder mostQueued(int queries) {
      mostQueued = between(1, 1 << 20, queries, "mostQueued");
      return this;
    }

    /// Most lookups under way, by default 1,024; further ones fail at once.
    public Builder mostLookups(int lookups) {
      mostLookups = between(1, 1 << 20, lookups, "mostLookups");
      return this;
    }

    /// How many contacts of one address and block the table takes. Default: [Diversity#STRICT];
    /// local addresses are exempt.
    public Builder diversity(Diversity limits) {
      diversity = limits;
      return this;
    }

    /// The client version in our packets: 4 bytes, or empty for none as k-rpc does. Default: KI and
    /// 0.1.
    public Builder version(Bytes clientVersion) {
      if (clientVersion.length() != 4 && !clientVersion.isEmpty()) {
        throw new IllegalArgumentException(
            "a client version has 4 bytes, this one has " + clientVersion.length());
      }
      version = clientVersion;
      return this;
    }

    /// Watches; called on the loop's thread. Default: nobody.
    public Builder observer(Observer watcher) {
      observer = watcher;
      return this;
    }

    /// The options.
    ///
    /// @throws IllegalArgumentException if the id has not the length of ids
    public KRpcOptions build() {
      if (id != null && id.length() != idLength) {
        throw new IllegalArgumentException(
            "ids have " + idLength + " bytes (idLength), the given one has " + id.length());
      }
      int background = backgroundConcurrency < 0 ? concurrency / 4 : backgroundConcurrency;
      return new KRpcOptions(
          timeout,
          bootstrap,
          bootstrapNames,
          concurrency,
          background,
          k,
          id,
          idLength,
          listen,
          mostQueued,
          mostLookups,
          diversity,
          version,
          observer);
    }

    private static int between(int min, int max, int value, String name) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(name + " is " + min + " to " + max + ", not " + value);
      }
      return value;
    }
  }
}
