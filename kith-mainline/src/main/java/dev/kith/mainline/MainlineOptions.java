package dev.kith.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a mainline node is set up. Immutable; made with [#builder()].
public final class MainlineOptions {
  private final Builder set;

  private MainlineOptions(Builder set) {
    this.set = new Builder(set);
  }

  /// Options at their defaults.
  public static Builder builder() {
    return new Builder();
  }

  /// A builder that starts from these options.
  public Builder toBuilder() {
    return new Builder(set);
  }

  /// Where to listen; at least one endpoint.
  public List<Endpoint> listen() {
    return set.listen;
  }

  /// Whom to ask first.
  public List<Endpoint> bootstrap() {
    return set.bootstrap;
  }

  /// The own id, if it was chosen.
  public Optional<NodeId> id() {
    return Optional.ofNullable(set.id);
  }

  /// Contacts a bucket, and how many of the nearest a lookup works on.
  public int k() {
    return set.k;
  }

  /// Queries a lookup keeps in flight.
  public int alpha() {
    return set.alpha;
  }

  /// Along how many paths that share no node a lookup goes.
  public int disjointPaths() {
    return set.disjointPaths;
  }

  /// Contacts in one answer of ours.
  public int answerContacts() {
    return set.answerContacts;
  }

  /// When a query counts as unanswered.
  public Duration queryTimeout() {
    return set.queryTimeout;
  }

  /// How often an unanswered query is sent in all.
  public int sends() {
    return set.sends;
  }

  /// Queries of the whole node in flight at a time.
  public int mostInFlight() {
    return set.mostInFlight;
  }

  /// Whether the node answers nobody.
  public boolean readOnly() {
    return set.readOnly;
  }

  /// Whether the node takes part in the public network.
  public boolean publicNetwork() {
    return set.publicNetwork;
  }

  /// Whether only nodes whose id fits their address are stored upon.
  public boolean requireSecureIds() {
    return set.requireSecureIds;
  }

  /// Whether what was put and announced is put and announced again in time.
  public boolean republish() {
    return set.republish;
  }

  /// Most info-hashes stored.
  public int mostInfoHashes() {
    return set.mostInfoHashes;
  }

  /// Most peers stored for one info-hash.
  public int mostPeersPerInfoHash() {
    return set.mostPeersPerInfoHash;
  }

  /// Most items stored.
  public int mostItems() {
    return set.mostItems;
  }

  /// The `v` of our packets.
  public Bytes version() {
    return set.version;
  }

  /// Who watches.
  public Observer observer() {
    return set.observer;
  }

  /// Collects options. Not for use by several threads.
  public static final class Builder {
    private List<Endpoint> listen = List.of(Endpoint.parse("0.0.0.0:0"));
    private List<Endpoint> bootstrap = List.of();
    private @Nullable NodeId id;
    private int k = 8;
    private int alpha = 4;
    private int disjointPaths = 1;
    private int answerContacts = 8;
    private Duration queryTimeout = Duration.ofSeconds(2);
    private int sends = 1;
    private int mostInFlight = 256;
    private boolean readOnly;
    private boolean publicNetwork;
    private boolean requireSecureIds;
    private boolean republish = true;
    private int mostInfoHashes = 2_000;
    private int mostPeersPerInfoHash = 500;
    private int mostItems = 1_000;
    private Bytes version = Bytes.hex("4b490001");
    private Observer observer = Observer.NONE;

    private Builder() {}

    private Builder(Builder other) {
      listen = other.listen;
      bootstrap = other.bootstrap;
      id = other.id;
      k = other.k;
      alpha = other.alpha;
      disjointPaths = other.disjointPaths;
      answerContacts = other.answerContacts;
      queryTimeout = other.queryTimeout;
      sends = other.sends;
      mostInFlight = other.mostInFlight;
      readOnly = other.readOnly;
      publicNetwork = other.publicNetwork;
      requireSecureIds = other.requireSecureIds;
      republish = other.republish;
      mostInfoHashes = other.mostInfoHashes;
      mostPeersPerInfoHash = other.mostPeersPerInfoHash;
      mostItems = other.mostItems;
      version = other.version;
      observer = other.observer;
    }

    /// Listens at these endpoints, port 0 picking a free one. Each is a node of its own with its
    /// own id and table (BEP 32, BEP 45); storage is shared. Default: IPv4, all addresses, a free
    /// port.
    public Builder listen(Endpoint... endpoints) {
      if (endpoints.length == 0) {
        throw new IllegalArgumentException("a node listens somewhere: give at least one endpoint");
      }
      listen = List.of(endpoints);
      return this;
    }

    /// Asks these nodes when nobody else is known. Default: none; nothing public is ever contacted
    /// unless it is named here.
    public Builder bootstrap(List<Endpoint> endpoints) {
      bootstrap = List.copyOf(endpoints);
      return this;
    }

    /// Asks these nodes too.
    public Builder bootstrap(Endpoint... endpoints) {
      List<Endpoint> all = new ArrayList<>(bootstrap);
      all.addAll(List.of(endpoints));
      return bootstrap(all);
    }

    /// Uses this id, 20 bytes, at the first endpoint. Default: the saved one, else random; on the
    /// public network an id that fits the external address (BEP 42).
    public Builder id(NodeId ownId) {
      if (ownId.length() != 20) {
        throw new IllegalArgumentException(
            "a mainline id has 20 bytes, this one has " + ownId.length());
      }
      id = ownId;
      return this;
    }

    /// Contacts a bucket and the width of a lookup's goal: 8 by BEP 5, 1 to 64. More costs more
    /// traffic and survives more churn.
    public Builder k(int contacts) {
      k = between(1, 64, contacts, "k");
      return this;
    }

    /// Queries a lookup keeps in flight, 1 to 64, by default 4. More is faster and costs more
    /// queries that turn out to be needless.
    public Builder alpha(int queries) {
      alpha = between(1, 64, queries, "alpha");
      return this;
    }

    /// Along how many paths that share no node a lookup goes, 1 to 16, by default 1. Four find what
    /// is there though half of all nodes conspire to hide it, for four times the queries.
    public Builder disjointPaths(int paths) {
      disjointPaths = between(1, 16, paths, "disjointPaths");
      return this;
    }

    /// Contacts in one answer of ours, 1 to 16, by default 8 (BEP 5). More than 16 are ignored as a
    /// whole by some implementations.
    public Builder answerContacts(int contacts) {
      answerContacts = between(1, 16, contacts, "answerContacts");
      return this;
    }

    /// When a query counts as unanswered, by default after 2 s. Lookups lose patience much earlier,
    /// by what they have learnt about round trips.
    public Builder queryTimeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("queryTimeout is positive, not " + timeout);
      }
      queryTimeout = timeout;
      return this;
    }

    /// How often an unanswered query is sent in all within its time-out, 1 to 5, by default 1. More
    /// helps on networks that lose packets and is a nuisance on others.
    public Builder sends(int times) {
      sends = between(1, 5, times, "sends");
      return this;
    }

    /// Queries of the whole node in flight at a time, by default 256; further ones wait, up to 64
    /// times as many.
    public Builder mostInFlight(int queries) {
      mostInFlight = between(1, 65_536, queries, "mostInFlight");
      return this;
    }

    /// Answers nobody and says so in every query (BEP 43): for clients that come and go, and where
    /// traffic costs. Default: false.
    public Builder readOnly(boolean ephemeral) {
      readOnly = ephemeral;
      return this;
    }

    /// Takes part in the public network: read-only until other nodes prove it reachable (BEP 43),
    /// with an id that fits its external address (BEP 42). Default: false, for private networks and
    /// tests, where a node serves at once.
    public Builder publicNetwork(boolean isPublic) {
      publicNetwork = isPublic;
      return this;
    }

    /// Stores only on nodes whose id fits their address, and does not count others among the
    /// nearest (BEP 42, Enforcement). Default: false, since many nodes of the public network do not
    /// conform. Local addresses are exempt.
    public Builder requireSecureIds(boolean required) {
      requireSecureIds = required;
      return this;
    }

    /// Puts items again within the hour and announces again every 25 minutes as long as the node
    /// runs. Default: true.
    public Builder republish(boolean again) {
      republish = again;
      return this;
    }

    /// Most info-hashes stored for others, by default 2,000; the farthest from our id make room.
    public Builder mostInfoHashes(int hashes) {
      mostInfoHashes = between(1, 1 << 24, hashes, "mostInfoHashes");
      return this;
    }

    /// Most peers stored for one info-hash, by default 500; then no token is handed out for it.
    public Builder mostPeersPerInfoHash(int peers) {
      mostPeersPerInfoHash = between(1, 1 << 24, peers, "mostPeersPerInfoHash");
      return this;
    }

    /// Most items stored for others, by default 1,000; the farthest from our id make room.
    public Builder mostItems(int items) {
      mostItems = between(1, 1 << 24, items, "mostItems");
      return this;
    }

    /// The client version in our packets, 4 bytes: two letters and two bytes by custom. Default: KI
    /// and 0.1.
    public Builder version(Bytes clientVersion) {
      if (clientVersion.length() != 4) {
        throw new IllegalArgumentException(
            "a client version has 4 bytes, this one has " + clientVersion.length());
      }
      version = clientVersion;
      return this;
    }

    /// Watches the node; called on its loop thread. Default: nobody.
    public Builder observer(Observer watcher) {
      observer = Objects.requireNonNull(watcher);
      return this;
    }

    /// The options.
    public MainlineOptions build() {
      return new MainlineOptions(this);
    }

    private static int between(int min, int max, int value, String name) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(name + " is " + min + " to " + max + ", not " + value);
      }
      return value;
    }
  }
}
