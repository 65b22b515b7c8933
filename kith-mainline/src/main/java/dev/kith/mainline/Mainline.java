package dev.kith.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.HarmlessObserver;
import dev.kith.core.facade.Query;
import dev.kith.core.facade.Waiting;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.net.LoopBusyException;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.ItemTarget;
import dev.kith.mainline.item.ItemValue;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.node.MainlineNode;
import dev.kith.mainline.wire.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A node of the BitTorrent DHT (BEP 5, 32, 33, 42 to 46, 51).
///
/// ```java
/// try (Mainline node = Mainline.start(MainlineOptions.builder().bootstrap(somebody).build())) {
///   node.joined().join();
///   try (var peers = node.peers(infoHash)) {
///     peers.forEach(System.out::println);
///   }
/// }
/// ```
///
/// All methods may be called from any thread and return at once. Futures are completed on the
/// node's loop thread: what is chained to them must be quick. They fail with a [MainlineException]
/// for what the network did, and with an [IllegalArgumentException], at once, for what the caller
/// did.
public final class Mainline implements AutoCloseable {
  private static final int UNREAD_PEERS = 256;

  private final Loop loop;
  private final MainlineNode node;
  private final @Nullable EventLoop owned;
  private final Waiting<MainlineException> waiting = new Waiting<>(Mainline::closed);
  private @Nullable CompletableFuture<@Nullable Void> closing;

  private Mainline(Loop loop, MainlineOptions options, @Nullable EventLoop owned) {
    this.loop = loop;
    Observer observer = HarmlessObserver.of(loop, options.observer());
    this.node = new MainlineNode(loop, options.toBuilder().observer(observer).build());
    this.owned = owned;
  }

  /// Starts a node on a loop of its own that keeps nothing on disk.
  ///
  /// @throws IOException if it cannot listen; `java.net.BindException` if the port is taken
  public static Mainline start(MainlineOptions options) throws IOException {
    return start(options, LoopOptions.builder().name("kith-mainline").build());
  }

  /// Starts a node on a loop of its own, set up by `loopOptions`: with a folder, id and table are
  /// kept there over restarts.
  ///
  /// @throws IOException if it cannot listen or the folder cannot be used
  public static Mainline start(MainlineOptions options, LoopOptions loopOptions)
      throws IOException {
    EventLoop loop = EventLoop.start(loopOptions);
    Mainline mainline = new Mainline(loop, options, loop);
    try {
      mainline.begin().join();
      return mainline;
    } catch (CompletionException failed) {
      loop.close();
      if (failed.getCause() instanceof IOException cannotStart) {
        throw cannotStart;
      }
      throw failed;
    }
  }

  /// Starts a node on a loop of the caller's, real or simulated, which the caller closes after the
  /// node. Completes when the node answers requests.
  public static CompletableFuture<Mainline> startOn(Loop loop, MainlineOptions options) {
    Mainline mainline = new Mainline(loop, options, null);
    return mainline.begin().thenApply(bound -> mainline);
  }

  private CompletableFuture<@Nullable Void> begin() {
    return onLoop((there, result) -> there.start(result));
  }

  /// The node as it is now.
  public CompletableFuture<NodeStatus> status() {
    return post((there, result) -> result.complete(there.status()));
  }

  /// Completes when the first attempt to join has ended, whether or not anyone was found.
  public CompletableFuture<NodeStatus> joined() {
    return post(MainlineNode::joined);
  }

  /// The contacts in the routing tables.
  public CompletableFuture<List<Contact>> contacts() {
    return post((there, result) -> result.complete(there.contacts()));
  }

  /// Pings whoever is at `to` (BEP 5).
  public CompletableFuture<Pong> ping(Endpoint to) {
    check(to);
    return post((there, result) -> there.ping(to, result));
  }

  /// Finds the nodes nearest to `target` (BEP 5, find_node).
  public CompletableFuture<FoundNodes> findNodes(NodeId target) {
    check(target);
    return post((there, result) -> there.findNodes(target, result));
  }

  /// Finds peers that have a torrent (BEP 5, get_peers). They can be read as they are found; if
  /// they are not read, the search pauses. Close it when done.
  public Query<Endpoint, FoundPeers> peers(NodeId infoHash) {
    check(infoHash);
    AtomicReference<MainlineNode.@Nullable Walk> walk = new AtomicReference<>();
    Query<Endpoint, FoundPeers> query =
        new Query<>(
            UNREAD_PEERS,
            () -> onWalk(walk, MainlineNode.Walk::resume),
            () -> onWalk(walk, MainlineNode.Walk::stop));
    Query.Feed<Endpoint, FoundPeers> feed = query.feed();
    MainlineException refused =
        tell(
            there -> {
              if (waiting.add(query.summary(), feed::fail)) {
                walk.set(there.findPeers(infoHash, feed));
              }
            });
    if (refused != null) {
      feed.fail(refused);
    }
    return query;
  }

  // If the loop refuses, the query sees to it.
  private void onWalk(
      AtomicReference<MainlineNode.@Nullable Walk> walk, Consumer<MainlineNode.Walk> action) {
    loop.execute(
        () -> {
          MainlineNode.Walk running = walk.get();
          if (running != null) {
            action.accept(running);
          }
        });
  }

  /// Announces that there is a peer with this torrent at `port` of our address, as everybody else
  /// sees it (BEP 5, announce_peer).
  ///
  /// @param seed whether the peer has all of it (BEP 33)
  public CompletableFuture<StoreReport> announce(NodeId infoHash, int port, boolean seed) {
    check(infoHash);
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("a peer's port is 1 to 65535, not " + port);
    }
    return post((there, result) -> there.announce(infoHash, port, false, seed, result));
  }

  /// Announces that there is a peer with this torrent at the port we send from, whatever a NAT has
  /// made of it (BEP 5, implied_port).
  public CompletableFuture<StoreReport> announceImplied(NodeId infoHash, boolean seed) {
    check(infoHash);
    return post((there, result) -> there.announce(infoHash, 0, true, seed, result));
  }

  /// Stores an item (BEP 44). For a mutable one that is not newer than what is stored, fails with
  /// [MainlineException.Refused] and code 302.
  public CompletableFuture<StoreReport> put(Item item) {
    return post((there, result) -> there.put(item, OptionalLong.empty(), result));
  }

  /// Stores a mutable item only where `cas` is the stored sequence number (BEP 44, CAS). Fails with
  /// [MainlineException.Refused] and code 301 where it is not.
  public CompletableFuture<StoreReport> put(MutableItem item, long cas) {
    return post((there, result) -> there.put(item, OptionalLong.of(cas), result));
  }

  /// Signs `value` with the next sequence number and stores it: one more than the newest that is
  /// found, or 1. Returns the item with the report. Fails with [MainlineException.Refused] and code
  /// 302 where no number is left.
  public CompletableFuture<Published> put(SigningKey key, Bytes salt, BValue value) {
    check(salt);
    ItemValue.check(value);
    NodeId target = ItemTarget.mutable(key.publicKey(), salt);
    AtomicReference<@Nullable MutableItem> signed = new AtomicReference<>();
    CompletableFuture<StoreReport> report =
        post(
            (there, result) ->
                there.put(
                    target,
                    key.publicKey(),
                    salt,
                    newest -> {
                      MutableItem item = MutableItem.sign(key, salt, after(newest), value);
                      signed.set(item);
                      return item;
                    },
                    OptionalLong.empty(),
                    result));
    return report.thenApply(done -> new Published(Objects.requireNonNull(signed.get()), done));
  }

  private static long after(OptionalLong newest) {
    if (newest.isEmpty()) {
      return 1;
    }
    if (newest.getAsLong() == Long.MAX_VALUE) {
      // What every node that has it would answer, whichever number we chose.
      throw new MainlineException.Refused(
          ErrorCode.SEQUENCE_TOO_LOW,
          "the sequence numbers of this key and salt are used up (error 302)");
    }
    return newest.getAsLong() + 1;
  }

  /// A mutable item and how storing it went.
  ///
  /// @param item what was stored
  /// @param report how that went
  public record Published(MutableItem item, StoreReport report) {}

  /// Finds the immutable item at `target` (BEP 44).
  public CompletableFuture<Retrieved<ImmutableItem>> get(NodeId target) {
    check(target);
    return post((there, result) -> there.get(target, result));
  }

  /// Finds the newest item of `publicKey`, 32 bytes, with `salt`, at most 64 bytes and empty for
  /// none (BEP 44).
  public CompletableFuture<Retrieved<MutableItem>> get(Bytes publicKey, Bytes salt) {
    if (publicKey.length() != MutableItem.KEY_BYTES) {
      throw new IllegalArgumentException(
          "a public key has 32 bytes, this one has " + publicKey.length());
    }
    check(salt);
    return post((there, result) -> there.get(publicKey, salt, result));
  }

  /// Finds what is stored at `target`: an immutable item, or the newest mutable one of whatever key
  /// leads there with `salt`, which is empty for none (BEP 44).
  public CompletableFuture<Retrieved<Item>> find(NodeId target, Bytes salt) {
    check(target);
    check(salt);
    return post((there, result) -> there.find(target, salt, result));
  }

  /// Estimates how many seeds and peers a torrent has (BEP 33).
  public CompletableFuture<Scraped> scrape(NodeId infoHash) {
    check(infoHash);
    return post((there, result) -> there.scrape(infoHash, result));
  }

  /// Asks one node for a sample of the info-hashes it holds (BEP 51); `target` chooses the contacts
  /// that come along.
  public CompletableFuture<Sampled> sample(Endpoint node, NodeId target) {
    check(node);
    check(target);
    return post((there, result) -> there.sample(node, target, result));
  }

  /// Saves id and table now; they are saved every five minutes and at the end anyway.
  public CompletableFuture<@Nullable Void> save() {
    return post(MainlineNode::save);
  }

  /// Saves, then closes the node and, if it was started with one of its own, the loop. What is
  /// under way fails with [MainlineException.Closed]. Waits until all is done, unless called on the
  /// loop's own thread or for a loop of the caller's. Closing twice is harmless.
  @Override
  public void close() {
    CompletableFuture<@Nullable Void> closed = saveAndClose();
    if (owned != null && owned.isOnThread()) {
      var _ = closed.thenRun(owned::close);
    } else if (owned != null) {
      closed.join();
      owned.close();
    }
  }

  // Once for all who close: a save begun by the second would be cut off by the end of the first.
  private synchronized CompletableFuture<@Nullable Void> saveAndClose() {
    if (closing == null) {
      CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
      closing = closed;
      try {
        loop.executeAnyway(() -> saveAndClose(closed));
      } catch (RejectedExecutionException already) {
        closed.complete(null); // and with the loop, the node
      }
    }
    return closing;
  }

  private void saveAndClose(CompletableFuture<@Nullable Void> closed) {
    CompletableFuture<@Nullable Void> saved = new CompletableFuture<>();
    var _ = saved.whenComplete((_, _) -> close(closed));
    try {
      node.save(saved);
    } catch (RuntimeException broken) {
      saved.completeExceptionally(broken);
    }
  }

  private void close(CompletableFuture<@Nullable Void> closed) {
    try {
      // First of all: a search whose queries are cancelled would say that it has found nothing.
      waiting.close();
      node.close();
    } finally {
      closed.complete(null);
    }
  }

  private <T extends @Nullable Object> CompletableFuture<T> post(
      BiConsumer<MainlineNode, CompletableFuture<T>> call) {
    return onLoop(
        (there, result) -> {
          if (waiting.add(result)) {
            call.accept(there, result);
          }
        });
  }

  private <T extends @Nullable Object> CompletableFuture<T> onLoop(
      BiConsumer<MainlineNode, CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    MainlineException refused =
        tell(
            there -> {
              try {
                call.accept(there, result);
              } catch (RuntimeException failed) {
                result.completeExceptionally(failed);
              }
            });
    if (refused != null) {
      result.completeExceptionally(refused);
    }
    return result;
  }

  /// Returns why the loop refuses the call, if it does.
  private @Nullable MainlineException tell(Consumer<MainlineNode> call) {
    try {
      loop.execute(() -> call.accept(node));
      return null;
    } catch (LoopBusyException busy) {
      return new MainlineException.Busy(String.valueOf(busy.getMessage()));
    } catch (RejectedExecutionException closed) {
      return closed();
    }
  }

  private static MainlineException closed() {
    return new MainlineException.Closed("the node was closed");
  }

  private static void check(Endpoint node) {
    if (node.port() == 0) {
      throw new IllegalArgumentException("no node is at port 0: " + node);
    }
  }

  private static void check(Bytes salt) {
    if (salt.length() > MutableItem.MAX_SALT_BYTES) {
      throw new IllegalArgumentException(
          "a salt has at most 64 bytes, this one has " + salt.length());
    }
  }

  private static void check(NodeId target) {
    if (target.length() != 20) {
      throw new IllegalArgumentException(
          "ids, targets and info-hashes have 20 bytes, this one has " + target.length());
    }
  }
}
