package dev.kith.mainline.krpc;

import dev.kith.core.driver.HarmlessObserver;
import dev.kith.core.facade.Query;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.io.StrongRandom;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ErrorCode;
import dev.kith.mainline.wire.QueryPacket;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The k-rpc API: queries, and lookups over a Kademlia overlay that speaks KRPC.
///
/// ```java
/// try (KRpc krpc = KRpc.start(KRpcOptions.builder().nodes("127.0.0.1:6881").build())) {
///   krpc.populate(krpc.id(), KRpcQuery.findNode(krpc.id())).join();
///   krpc.closest(infoHash, KRpcQuery.getPeers(infoHash), reply -> {
///     System.out.println(reply.node() + " says " + reply.r());
///     return true;
///   }).join();
/// }
/// ```
///
/// It answers no query by itself: whoever listens to [#onQuery] does, with [#response] or [#error].
/// All methods may be called from any thread and return at once. Futures are completed, and
/// listeners called, on the loop's thread: what they do must be quick. Futures fail with a
/// [KRpcException] for what the network did, with an [IOException] if the socket cannot be bound;
/// what the caller did wrong is an [IllegalArgumentException], at once.
public final class KRpc implements AutoCloseable {
  private static final int UNREAD_REPLIES = 64;

  private final Loop loop;
  private final KRpcOptions options;
  private final @Nullable EventLoop owned;
  private final NodeId id;
  private final Listeners listeners;
  private final KRpcNode node;
  private final KRpcNodes nodes = new KRpcNodes(this);
  private final CompletableFuture<@Nullable Void> bootstrapKnown;

  private KRpc(Loop loop, KRpcOptions options, NodeId id, @Nullable EventLoop owned) {
    this.loop = loop;
    this.options = options;
    this.owned = owned;
    this.id = id;
    this.listeners = new Listeners(HarmlessObserver.of(loop, options.observer()));
    this.node = new KRpcNode(loop, options, id, listeners);
    this.bootstrapKnown = resolveBootstrap();
  }

  /// Starts on a loop of its own and binds [KRpcOptions#listen].
  ///
  /// @throws IOException if it cannot be bound; `java.net.BindException` if the port is taken
  public static KRpc start(KRpcOptions options) throws IOException {
    KRpc krpc = open(options);
    try {
      krpc.bind().join();
      return krpc;
    } catch (CompletionException failed) {
      krpc.close();
      if (failed.getCause() instanceof IOException cannotBind) {
        throw cannotBind;
      }
      throw failed;
    }
  }

  /// Starts on a loop of its own, to be bound by [#bind] or when first used.
  ///
  /// @throws IOException if the system gives no sockets
  public static KRpc open(KRpcOptions options) throws IOException {
    EventLoop loop = EventLoop.start(LoopOptions.builder().name("kith-krpc").build());
    NodeId own = options.id();
    NodeId id = own != null ? own : NodeId.random(options.idLength(), new StrongRandom());
    return new KRpc(loop, options, id, loop);
  }

  /// Lives on a loop of the caller's, real or simulated, which the caller closes after this; to be
  /// bound by [#bind] or when first used. Call on the loop's thread if the options name no id.
  public static KRpc openOn(Loop loop, KRpcOptions options) {
    NodeId own = options.id();
    NodeId id = own != null ? own : NodeId.random(options.idLength(), loop.random());
    return new KRpc(loop, options, id, null);
  }

  private CompletableFuture<@Nullable Void> resolveBootstrap() {
    if (options.bootstrapNames().isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return WrittenHosts.resolveAll(options.bootstrapNames())
        .handle(
            (found, failed) -> {
              if (found != null) {
                tell(there -> there.addBootstrap(found));
              }
              return null;
            });
  }

  /// The own id.
  public NodeId id() {
    return id;
  }

  /// The options it was made with.
  public KRpcOptions options() {
    return options;
  }

  /// The routing table.
  public KRpcNodes nodes() {
    return nodes;
  }

  /// Walks towards `target` with `query`, filling the routing table on the way, and tells how many
  /// nodes replied. Gives way to everything else.
  public CompletableFuture<Integer> populate(NodeId target, KRpcQuery query) {
    return lookUp(target, query, true, reply -> true);
  }

  /// Walks towards `target` with `query`, tells `onReply` of each reply, and at the end how many
  /// nodes replied. As soon as `onReply` returns `false` the lookup is over: its future completes,
  /// and what is still in flight is cancelled. Errors are no replies. If `onReply` throws, the
  /// lookup ends with what it threw.
  public CompletableFuture<Integer> closest(NodeId target, KRpcQuery query, ReplyListener onReply) {
    return lookUp(target, query, false, onReply);
  }

  private CompletableFuture<Integer> lookUp(
      NodeId target, KRpcQuery query, boolean background, ReplyListener onReply) {
    checkLength(target);
    DatagramSize.check(query, null);
    CompletableFuture<Integer> result = new CompletableFuture<>();
    var _ =
        bootstrapKnown.whenComplete(
            (done, unknown) ->
                post(
                    result,
                    there ->
                        there.lookUp(
                            target, query, background, new FutureReader(onReply, result))));
    return result;
  }

  /// As [#closest(NodeId, KRpcQuery, ReplyListener)], to be read at the reader's pace: the lookup
  /// pauses while 64 replies are unread. The summary is the number of replies.
  public Query<KRpcReply, Integer> closest(NodeId target, KRpcQuery query) {
    checkLength(target);
    DatagramSize.check(query, null);
    KRpcLookup[] lookup = new KRpcLookup[1]; // touched on the loop's thread only
    boolean[] closed = new boolean[1];
    Query<KRpcReply, Integer> replies =
        new Query<>(
            UNREAD_REPLIES,
            () -> loop.execute(node::pump), // if the loop refuses, the query sees to it
            () ->
                tell(
                    there -> {
                      closed[0] = true;
                      if (lookup[0] != null) {
                        lookup[0].cancel();
                      }
                    }));
    Query.Feed<KRpcReply, Integer> feed = replies.feed();
    var _ =
        bootstrapKnown.whenComplete(
            (done, unknown) -> {
              boolean told =
                  tell(
                      there -> {
                        if (closed[0]) {
                          feed.end(0);
                          return;
                        }
                        try {
                          lookup[0] = there.lookUp(target, query, false, new QueryReader(feed));
                        } catch (IOException | RuntimeException failed) {
                          feed.fail(failed);
                        }
                      });
              if (!told) {
                feed.fail(new KRpcException.Cancelled());
              }
            });
    return replies;
  }

  /// Queries one node. The token of `to`, if it has one, goes into `a.token`.
  public CompletableFuture<KRpcReply> query(RemoteNode to, KRpcQuery query) {
    check(to);
    DatagramSize.check(query, to.token());
    return post((there, result) -> there.query(to, query, result));
  }

  /// Queries whoever is at `to`.
  public CompletableFuture<KRpcReply> query(Endpoint to, KRpcQuery query) {
    return query(RemoteNode.at(to), query);
  }

  /// Queries whoever is at `to`, written `host:port`; a name is looked up by the system first.
  public CompletableFuture<KRpcReply> query(String to, KRpcQuery query) {
    Optional<Endpoint> literal = WrittenHosts.literal(to);
    if (literal.isPresent()) {
      return query(literal.get(), query);
    }
    DatagramSize.check(query, null);
    CompletableFuture<Endpoint> found = WrittenHosts.resolve(to);
    return this.<Endpoint>post((there, result) -> there.await(found, result))
        .thenCompose(endpoint -> query(endpoint, query));
  }

  /// Sends the same query to each of `nodes`, with each one's own token, tells `onReply` of the
  /// replies until it returns `false`, and when all have ended how many there were. Fails if there
  /// were none: with the last error numbered 300 to 399, else with [KRpcException.AllFailed]; with
  /// [KRpcException.NoNodes] if `nodes` is empty.
  public CompletableFuture<Integer> queryAll(
      Collection<RemoteNode> nodes, KRpcQuery query, ReplyListener onReply) {
    List<RemoteNode> all = List.copyOf(nodes);
    for (RemoteNode each : all) {
      check(each);
      DatagramSize.check(query, each.token());
    }
    return post((there, result) -> there.queryAll(all, query, onReply, result));
  }

  /// Answers a query that [#onQuery] told of. The own id is added to `results` if missing.
  public CompletableFuture<@Nullable Void> response(Endpoint to, QueryPacket query, BDict results) {
    DatagramSize.check(results, List.of());
    return this.<@Nullable Void>post(
        (there, result) -> {
          there.response(to, query, results, null);
          result.complete(null);
        });
  }

  /// The same with `nodes`, packed into `nodes` and, those at IPv6 addresses, into `nodes6`. Some
  /// implementations ignore more than 16.
  public CompletableFuture<@Nullable Void> response(
      Endpoint to, QueryPacket query, BDict results, List<Contact> nodes) {
    List<Contact> all = List.copyOf(nodes);
    DatagramSize.check(results, all);
    return this.<@Nullable Void>post(
        (there, result) -> {
          there.response(to, query, results, all);
          result.complete(null);
        });
  }

  /// Answers a query with an error, such as 203 ([ErrorCode#PROTOCOL]).
  public CompletableFuture<@Nullable Void> error(
      Endpoint to, QueryPacket query, int code, String text) {
    DatagramSize.check(text);
    return this.<@Nullable Void>post(
        (there, result) -> {
          there.error(to, query, code, text);
          result.complete(null);
        });
  }

  /// Answers a query with an error of no particular kind, 201.
  public CompletableFuture<@Nullable Void> error(Endpoint to, QueryPacket query, String text) {
    return error(to, query, ErrorCode.GENERIC, text);
  }

  /// Binds the socket at [KRpcOptions#listen] and tells where it is.
  public CompletableFuture<Endpoint> bind() {
    return bind(options.listen());
  }

  /// Binds the socket at `local` and tells where it is; port 0 picks a free one. Fails with
  /// [IllegalStateException] if it is bound already, as it is once something was sent.
  public CompletableFuture<Endpoint> bind(Endpoint local) {
    return post((there, result) -> result.complete(there.bind(local)));
  }

  /// Where the socket is bound, if it is.
  public CompletableFuture<Optional<Endpoint>> address() {
    return post((there, result) -> result.complete(there.address()));
  }

  /// Empties the routing table.
  public CompletableFuture<@Nullable Void> clear() {
    return this.<@Nullable Void>post(
        (there, result) -> {
          there.clear();
          result.complete(null);
        });
  }

  /// Closes the socket. Whatever is under way fails with [KRpcException.Cancelled], before the
  /// future completes; so does what is asked for afterwards. Destroying twice is harmless.
  public CompletableFuture<@Nullable Void> destroy() {
    CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
    try {
      loop.executeAnyway(() -> destroy(result));
    } catch (RejectedExecutionException closed) {
      result.complete(null);
    }
    return result;
  }

  private void destroy(CompletableFuture<@Nullable Void> result) {
    try {
      node.destroy();
    } finally {
      bootstrapKnown.complete(null);
      // After those who wait have been told, for which a turn has been set just now.
      var _ =
          loop.after(
              0,
              () -> {
                result.complete(null);
                if (owned != null) {
                  owned.close();
                }
              });
    }
  }

  /// Destroys it, and waits until its own loop has ended. Does not wait for a loop of the caller's,
  /// nor on its own.
  @Override
  public void close() {
    CompletableFuture<@Nullable Void> destroyed = destroy();
    if (owned != null && !owned.isOnThread()) {
      destroyed.join();
      owned.close();
    }
  }

  /// Tells `listener` of each query that arrives, with where it came from.
  public void onQuery(BiConsumer<QueryPacket, Endpoint> listener) {
    listeners.query.add(listener);
  }

  /// Tells `listener` when a node has answered for which there is no room, because its bucket is
  /// full and does not split: the contacts of that bucket, least recently seen first, and what to
  /// call with the one that does not answer a ping. While nobody listens, such a node is dropped.
  public void onPing(BiConsumer<List<Contact>, BucketSwap> listener) {
    listeners.ping.add(listener);
  }

  /// Tells `listener` of each contact that enters the routing table.
  public void onNode(Consumer<Contact> listener) {
    listeners.node.add(listener);
  }

  /// Tells `listener` of each datagram that was dropped: why, and where it came from.
  public void onWarning(BiConsumer<String, Endpoint> listener) {
    listeners.warning.add(listener);
  }

  /// Tells `listener` when the socket could not be bound.
  public void onError(Consumer<IOException> listener) {
    listeners.error.add(listener);
  }

  /// Tells `listener` when the socket is bound, and where.
  public void onListening(Consumer<Endpoint> listener) {
    listeners.listening.add(listener);
  }

  /// What is done on the loop's thread.
  interface Action<T extends @Nullable Object> {
    void run(KRpcNode node, CompletableFuture<T> result) throws IOException;
  }

  private interface Start {
    void run(KRpcNode node) throws IOException;
  }

  <T extends @Nullable Object> CompletableFuture<T> post(Action<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    post(result, there -> action.run(there, result));
    return result;
  }

  private void post(CompletableFuture<?> result, Start action) {
    boolean told =
        tell(
            there -> {
              try {
                action.run(there);
              } catch (IOException | RuntimeException failed) {
                result.completeExceptionally(failed);
              }
            });
    if (!told) {
      result.completeExceptionally(new KRpcException.Cancelled());
    }
  }

  private boolean tell(Consumer<KRpcNode> action) {
    try {
      loop.execute(() -> action.accept(node));
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  private void check(RemoteNode to) {
    if (!to.endpoint().isUsable()) {
      throw new IllegalArgumentException("nothing can be sent to " + to.endpoint());
    }
    NodeId expected = to.id();
    if (expected != null) {
      checkLength(expected);
    }
  }

  void checkLength(NodeId target) {
    if (target.length() != options.idLength()) {
      throw new IllegalArgumentException(
          "ids and targets have "
              + options.idLength()
              + " bytes here, this one has "
              + target.length());
    }
  }
}
