package dev.kith.kv;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.store.Storage;
import dev.kith.kv.store.StoreOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a node of the key/value network is set up. Immutable; made with [#builder()].
public final class KvOptions {
  /// The port of a first node, by custom.
  public static final int DEFAULT_PORT = 8468;

  private final Builder set;

  private KvOptions(Builder set) {
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

  /// Where to listen.
  public Endpoint listen() {
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

  /// Contacts in a bucket and in an answer, and nodes a value is stored on.
  public int ksize() {
    return set.ksize;
  }

  /// Requests a lookup keeps in flight.
  public int alpha() {
    return set.alpha;
  }

  /// When a request counts as unanswered.
  public Duration requestTimeout() {
    return set.requestTimeout;
  }

  /// How often an unanswered request is sent in all.
  public int sends() {
    return set.sends;
  }

  /// Requests of the whole node in flight at a time.
  public int mostInFlight() {
    return set.mostInFlight;
  }

  /// How long a bucket may be quiet before it is refreshed.
  public Duration refreshInterval() {
    return set.refreshInterval;
  }

  /// How long after it was last stored a holder stores a value again.
  public Duration republishInterval() {
    return set.republishInterval;
  }

  /// How often values set here are set again; empty for never.
  public Optional<Duration> publishInterval() {
    return Optional.ofNullable(set.publishInterval);
  }

  /// How long a value is kept after it was last stored.
  public Duration timeToLive() {
    return set.timeToLive;
  }

  /// The key this node signs its answers with, if it speaks the profile signed-seed.
  public Optional<SigningKey> signingKey() {
    return Optional.ofNullable(set.signingKey);
  }

  /// Where values are kept.
  public Storage storage() {
    return set.storage;
  }

  /// The bounds of what is kept.
  public StoreOptions storeOptions() {
    return set.storeOptions;
  }

  /// Who watches.
  public Observer observer() {
    return set.observer;
  }

  /// Sets options one by one; those not set stay at their defaults.
  public static final class Builder {
    private Endpoint listen = new Endpoint(Address.v4(0), DEFAULT_PORT);
    private List<Endpoint> bootstrap = List.of();
    private @Nullable NodeId id;
    private int ksize = 20;
    private int alpha = 3;
    private Duration requestTimeout = Duration.ofSeconds(5);
    private int sends = 1;
    private int mostInFlight = 256;
    private Duration refreshInterval = Duration.ofHours(1);
    private Duration republishInterval = Duration.ofHours(1);
    private @Nullable Duration publishInterval = Duration.ofDays(1);
    private Duration timeToLive = Duration.ofDays(7);
    private @Nullable SigningKey signingKey;
    private Storage storage = Storage.IN_MEMORY;
    private StoreOptions storeOptions = StoreOptions.DEFAULT;
    private Observer observer = Observer.NONE;

    private Builder() {}

    private Builder(Builder from) {
      this.listen = from.listen;
      this.bootstrap = from.bootstrap;
      this.id = from.id;
      this.ksize = from.ksize;
      this.alpha = from.alpha;
      this.requestTimeout = from.requestTimeout;
      this.sends = from.sends;
      this.mostInFlight = from.mostInFlight;
      this.refreshInterval = from.refreshInterval;
      this.republishInterval = from.republishInterval;
      this.publishInterval = from.publishInterval;
      this.timeToLive = from.timeToLive;
      this.signingKey = from.signingKey;
      this.storage = from.storage;
      this.storeOptions = from.storeOptions;
      this.observer = from.observer;
    }

    /// Listens at `endpoint`; port 0 picks a free one, and the wildcard address means all of its
    /// family. Default `0.0.0.0:8468`. A node speaks one family: for IPv6 listen at `[::]:8468`.
    public Builder listen(Endpoint endpoint) {
      listen = Objects.requireNonNull(endpoint);
      return this;
    }

    /// Joins by asking these, at the start and whenever nobody is left. None by default: the first
    /// node of a network has nobody to ask.
    public Builder bootstrap(Endpoint... endpoints) {
      return bootstrap(List.of(endpoints));
    }

    /// The same from a list.
    public Builder bootstrap(List<Endpoint> endpoints) {
      bootstrap = List.copyOf(endpoints);
      return this;
    }

    /// Takes this id of 20 bytes instead of a random one.
    public Builder id(NodeId chosen) {
      if (chosen.length() != KvKey.BYTES) {
        throw new IllegalArgumentException("an id has 20 bytes, this one has " + chosen.length());
      }
      id = chosen;
      return this;
    }

    /// Keeps up to `contacts` contacts a bucket, 1 to 64, names as many in an answer and stores a
    /// value on as many nodes. Default 20: so many that all of them fail within an hour only where
    /// hardly anything lasts an hour. All nodes of a network should have the same.
    public Builder ksize(int contacts) {
      ksize = within("ksize", contacts, 1, 64);
      return this;
    }

    /// Keeps `requests` of a lookup in flight, 1 to 64. Default 3; more is faster and costs more.
    public Builder alpha(int requests) {
      alpha = within("alpha", requests, 1, 64);
      return this;
    }

    /// Gives a request up after `duration`. Default 5 s. Lookups do not wait that long for anybody:
    /// they learn how long answers take and go on without the slow.
    public Builder requestTimeout(Duration duration) {
      requestTimeout = positive("requestTimeout", duration);
      return this;
    }

    /// Sends a request up to `times`, 1 to 5, while no answer comes. Default 1, as the library;
    /// more for a network that loses much.
    public Builder sends(int times) {
      sends = within("sends", times, 1, 5);
      return this;
    }

    /// Has up to `requests` in flight at a time; more wait for their turn. Default 256.
    public Builder mostInFlight(int requests) {
      mostInFlight = within("mostInFlight", requests, 1, 65_536);
      return this;
    }

    /// Refreshes a bucket that was quiet for `duration` by a lookup of a random id in its range.
    /// Default 1 h.
    public Builder refreshInterval(Duration duration) {
      refreshInterval = positive("refreshInterval", duration);
      return this;
    }

    /// Stores a value again on the nodes nearest to it when nobody has for `duration`. Default 1 h;
    /// what all its holders leave within that time is lost.
    public Builder republishInterval(Duration duration) {
      republishInterval = positive("republishInterval", duration);
      return this;
    }

    /// Sets what was set here again every `duration`. Default one day.
    public Builder publishInterval(Duration duration) {
      publishInterval = positive("publishInterval", duration);
      return this;
    }

    /// Leaves it to the application to set again what it has set.
    public Builder withoutPublishing() {
      publishInterval = null;
      return this;
    }

    /// Forgets a value `duration` after it was last stored. Default 7 days.
    public Builder timeToLive(Duration duration) {
      timeToLive = positive("timeToLive", duration);
      return this;
    }

    /// Speaks the profile signed-seed, and signs answers with `node`: values are signed by their
    /// owners, and nothing else is stored. Default is the plain profile, which stores anything.
    /// Values are never set again by this node then ([#publishInterval]): it does not know whether
    /// their owners have replaced them elsewhere.
    public Builder signedSeed(SigningKey node) {
      signingKey = Objects.requireNonNull(node);
      publishInterval = null;
      return this;
    }

    /// Keeps values in `where`. Default in memory.
    public Builder storage(Storage where) {
      storage = Objects.requireNonNull(where);
      return this;
    }

    /// Keeps so much at most; values farthest from the own id give way first.
    public Builder storeOptions(StoreOptions bounds) {
      storeOptions = Objects.requireNonNull(bounds);
      return this;
    }

    /// Lets `watcher` see what the node does.
    public Builder observer(Observer watcher) {
      observer = Objects.requireNonNull(watcher);
      return this;
    }

    /// The options.
    public KvOptions build() {
      return new KvOptions(this);
    }

    private static int within(String option, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            option + " is " + least + " to " + most + ", not " + value);
      }
      return value;
    }

    private static Duration positive(String option, Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(option + " is positive, not " + duration);
      }
      return duration;
    }
  }
}
