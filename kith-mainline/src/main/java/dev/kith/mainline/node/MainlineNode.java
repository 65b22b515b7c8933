package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.driver.Health;
import dev.kith.core.facade.Query;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.FoundPeers;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.NodeStatus;
import dev.kith.mainline.Pong;
import dev.kith.mainline.Retrieved;
import dev.kith.mainline.Sampled;
import dev.kith.mainline.Scraped;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Outcome;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.ResponsePacket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A full node of the BitTorrent DHT, on the loop.
///
/// All methods are called on the loop's thread; results are completed there. The façade
/// `dev.kith.mainline.Mainline` is what other threads use.
public final class MainlineNode {
  private static final long SAVE = TimeUnit.MINUTES.toNanos(5);

  private final Loop loop;
  private final MainlineOptions options;
  private final List<Home> homes = new ArrayList<>();
  private final Republisher republisher;
  private final Health health;
  private @Nullable Stores stores;
  private Loop.@Nullable Timer timer;
  private boolean closed;

  /// A node that does nothing until it is started.
  public MainlineNode(Loop loop, MainlineOptions options) {
    this.loop = loop;
    this.options = options;
    this.republisher = new Republisher(this, loop, options.observer());
    this.health = new Health(options.observer());
  }

  /// Reads what was saved, binds all endpoints and begins to join. `bound` completes when the node
  /// answers requests, or fails with the [IOException] that prevented it.
  public void start(CompletableFuture<@Nullable Void> bound) {
    openFrom(0, bound);
  }

  private void openFrom(int index, CompletableFuture<@Nullable Void> bound) {
    if (index == options.listen().size()) {
      timer = loop.after(SAVE, this::saveRegularly);
      bound.complete(null);
      return;
    }
    Endpoint local = options.listen().get(index);
    loop.disk()
        .read(
            fileName(index),
            Disk.Callback.of(
                file -> {
                  Remembered remembered = recall(file, Family.of(local.address()));
                  try {
                    open(local, index, remembered);
                  } catch (IOException cannotBind) {
                    close();
                    bound.completeExceptionally(cannotBind);
                    return;
                  }
                  openFrom(index + 1, bound);
                },
                unreadable -> {
                  close();
                  bound.completeExceptionally(unreadable);
                }));
  }

  private @Nullable Remembered recall(@Nullable Bytes file, Family family) {
    if (file == null) {
      return null;
    }
    try {
      return Remembered.decode(file, family);
    } catch (MalformedException why) {
      options
          .observer()
          .on(new Event.InvariantBroken("saved table", "starting afresh: " + why.reason()));
      return null;
    }
  }

  private void open(Endpoint local, int index, @Nullable Remembered remembered) throws IOException {
    NodeId id =
        index == 0 && options.id().isPresent()
            ? options.id().get()
            : remembered != null ? remembered.id() : NodeIds.random(loop.random());
    if (stores == null) {
      stores = new Stores(id, options);
    }
    Home home = new Home(loop, options, local, id, stores, this::near);
    if (homes.isEmpty()) {
      home.onAdopted(stores::recentre);
    }
    homes.add(home);
    health.add(home.acquaintances());
    home.upkeep().start(remembered == null ? List.of() : remembered.contacts());
    health.update();
  }

  private List<Contact> near(Family family, NodeId target) {
    for (Home home : homes) {
      if (home.family() == family) {
        return home.table().closest(target, options.answerContacts());
      }
    }
    return List.of();
  }

  /// Completes when the first attempt to join has ended in every home, whether or not anyone was
  /// found.
  public void joined(CompletableFuture<NodeStatus> result) {
    int[] open = {homes.size()};
    for (Home home : homes) {
      home.upkeep()
          .whenJoined(
              () -> {
                if (--open[0] == 0) {
                  result.complete(status());
                }
              });
    }
  }

  /// The node at this moment.
  public NodeStatus status() {
    List<NodeStatus.Home> each = new ArrayList<>();
    for (Home home : homes) {
      each.add(
          new NodeStatus.Home(
              home.local(),
              home.id(),
              home.table().size(),
              home.standing().isReadOnly(),
              home.standing().external(),
              home.networkSize()));
    }
    Stores kept = stores;
    return kept == null
        ? new NodeStatus(health.state(), each, 0, 0, 0)
        : new NodeStatus(
            health.state(),
            each,
            kept.peers().torrents(),
            kept.peers().peers(),
            kept.items().size());
  }

  /// The contacts of all routing tables.
  public List<Contact> contacts() {
    List<Contact> all = new ArrayList<>();
    homes.forEach(home -> all.addAll(home.table().contacts()));
    return all;
  }

  /// Pings whoever is at `to`.
  public void ping(Endpoint to, CompletableFuture<Pong> result) {
    ask(
        to,
        Queries.PING,
        home -> Queries.ping(home.id()),
        result,
        (home, answer) ->
            result.complete(
                new Pong(
                    idOf(answer),
                    to,
                    Duration.ofNanos(answer.rttNanos()),
                    Optional.ofNullable(answer.packet().ip()))));
  }

  /// Asks one node for a sample of its info-hashes (BEP 51).
  public void sample(Endpoint to, NodeId target, CompletableFuture<Sampled> result) {
    ask(
        to,
        Queries.SAMPLE_INFOHASHES,
        home -> Queries.sampleInfohashes(home.id(), target),
        result,
        (home, answer) -> result.complete(sampled(home, to, answer.packet())));
  }

  private static Sampled sampled(Home home, Endpoint from, ResponsePacket reply) {
    Bytes packed = reply.r().string("samples");
    List<NodeId> samples = new ArrayList<>();
    for (int at = 0; packed != null && at + NodeIds.BYTES <= packed.length(); at += NodeIds.BYTES) {
      samples.add(NodeId.of(packed.slice(at, NodeIds.BYTES)));
    }
    long seconds = Math.clamp(reply.r().integer("interval", 0), 0, 21_600);
    return new Sampled(
        from,
        samples,
        Math.max(samples.size(), reply.r().integer("num", 0)),
        Duration.ofSeconds(seconds),
        Replies.contacts(reply, home.family(), from));
  }

  private <T> void ask(
      Endpoint to,
      String method,
      Function<Home, BDict> arguments,
      CompletableFuture<T> result,
      BiConsumer<Home, Outcome.Answered> then) {
    Optional<Home> home =
        homes.stream().filter(each -> each.family().has(to.address())).findFirst();
    if (home.isEmpty()) {
      result.completeExceptionally(
          new IllegalArgumentException(
              "this node does not listen on "
                  + (to.isV4() ? "IPv4" : "IPv6")
                  + ", so it cannot ask "
                  + to));
      return;
    }
    Home from = home.get();
    from.ask(
        Ask.stranger(to, method, arguments.apply(from), false),
        outcome -> {
          if (outcome instanceof Outcome.Answered answer) {
            then.accept(from, answer);
          } else {
            result.completeExceptionally(Failures.of(to, method, outcome));
          }
        });
  }

  private static NodeId idOf(Outcome.Answered answer) {
    NodeId id = answer.id();
    return id == null ? NodeId.hex("00".repeat(NodeIds.BYTES)) : id;
  }

  /// Finds the nodes nearest to `target`.
  public void findNodes(NodeId target, CompletableFuture<FoundNodes> result) {
    new FindingNodes(target, result).start(homes, Queries.FIND_NODE);
  }

  /// Finds peers of `infoHash`; they go to `feed` as they are found. Returns a handle for the
  /// reader.
  public Walk findPeers(NodeId infoHash, Query.Feed<Endpoint, FoundPeers> feed) {
    FindingPeers finding = new FindingPeers(infoHash, feed);
    finding.start(homes, kept());
    return new Walk(finding);
  }

  /// A running search, for the reader of its results.
  public static final class Walk {
    private final Operation operation;

    private Walk(Operation operation) {
      this.operation = operation;
    }

    /// Goes on after there was no room for results.
    public void resume() {
      operation.resume();
    }

    /// Ends the search.
    public void stop() {
      operation.stop();
    }
  }

  /// Announces a peer at `port`, or if `implied` at the port we send from.
  public void announce(
      NodeId infoHash,
      int port,
      boolean implied,
      boolean seed,
      CompletableFuture<StoreReport> result) {
    Announcement.Announce announce = new Announcement.Announce(port, implied, seed);
    announce(infoHash, announce, result);
    if (options.republish()) {
      republisher.keep(infoHash, announce);
    }
  }

  void announce(
      NodeId infoHash, Announcement.Announce announce, CompletableFuture<StoreReport> result) {
    new Announcement(infoHash, announce, result).start(homes);
  }

  /// Stores an item.
  public void put(Item item, OptionalLong cas, CompletableFuture<StoreReport> result) {
    Bytes key = item instanceof MutableItem mutable ? mutable.publicKey() : Bytes.EMPTY;
    Bytes salt = item instanceof MutableItem mutable ? mutable.salt() : Bytes.EMPTY;
    put(item.target(), key, salt, seq -> item, cas, result);
  }

  /// Stores what `item` makes of the newest stored sequence number.
  public void put(
      NodeId target,
      Bytes publicKey,
      Bytes salt,
      Function<OptionalLong, Item> item,
      OptionalLong cas,
      CompletableFuture<StoreReport> result) {
    Publication publication = new Publication(target, publicKey, salt, item, cas, false, result);
    var _ =
        result.thenAccept(
            report -> {
              Item published = publication.published();
              if (options.republish() && published != null && report.acknowledged() > 0) {
                republisher.keep(published);
              }
            });
    publish(publication);
  }

  void publish(Publication publication) {
    publication.start(homes, own(publication.target()));
  }

  /// Finds the immutable item at `target`.
  public void get(NodeId target, CompletableFuture<Retrieved<ImmutableItem>> result) {
    new Retrieval.OfImmutable(target, result).start(homes, own(target));
  }

  /// Finds the newest item of `publicKey` with `salt`.
  public void get(Bytes publicKey, Bytes salt, CompletableFuture<Retrieved<MutableItem>> result) {
    Retrieval.OfMutable retrieval = new Retrieval.OfMutable(publicKey, salt, result);
    retrieval.start(homes, own(retrieval.target()));
  }

  /// Finds the item at `target`, of either kind.
  public void find(NodeId target, Bytes salt, CompletableFuture<Retrieved<Item>> result) {
    new Retrieval.OfEither(target, salt, result).start(homes, own(target));
  }

  /// Estimates how many peers `infoHash` has.
  public void scrape(NodeId infoHash, CompletableFuture<Scraped> result) {
    new Scraping(infoHash, result).start(homes, kept().peers().scrape(loop.now(), infoHash));
  }

  private Stores kept() {
    return Objects.requireNonNull(stores, "the node has not started");
  }

  /// What this node keeps itself at `target`.
  private @Nullable Item own(NodeId target) {
    return kept().items().find(loop.now(), target);
  }

  /// Saves id and table of every home; `done` completes when they are durable.
  public void save(CompletableFuture<@Nullable Void> done) {
    saveFrom(0, done);
  }

  private void saveFrom(int index, CompletableFuture<@Nullable Void> done) {
    if (index == homes.size()) {
      done.complete(null);
      return;
    }
    Home home = homes.get(index);
    loop.disk()
        .write(
            fileName(index),
            Remembered.of(home).encode(home.family()),
            Disk.Callback.of(written -> saveFrom(index + 1, done), done::completeExceptionally));
  }

  private void saveRegularly() {
    if (closed) {
      return;
    }
    timer = loop.after(SAVE, this::saveRegularly);
    boolean changed = false;
    for (Home home : homes) {
      changed |= home.upkeep().takeChanged();
    }
    if (changed) {
      CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
      done.exceptionally(
          why -> {
            options
                .observer()
                .on(new Event.HealthChanged("not saved", String.valueOf(why.getMessage())));
            return null;
          });
      save(done);
    }
  }

  /// Closes all sockets. What is under way ends with what it has, if it ends at all.
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    health.close();
    if (timer != null) {
      timer.cancel();
    }
    republisher.close();
    homes.forEach(Home::close);
  }

  private static String fileName(int index) {
    return "table-" + index + ".bencode";
  }
}
