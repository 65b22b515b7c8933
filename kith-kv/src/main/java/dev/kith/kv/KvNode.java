package dev.kith.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.HarmlessObserver;
import dev.kith.core.facade.Waiting;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.net.LoopBusyException;
import dev.kith.core.observe.Observer;
import dev.kith.kv.http.SignedValues;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.node.Node;
import dev.kith.kv.node.Profile;
import dev.kith.kv.node.SavedState;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A node of the key/value network of Python's `kademlia`.
///
/// ```java
/// try (KvNode node = KvNode.start(KvOptions.builder().bootstrap(somebody).build())) {
///   node.joined().join();
///   node.set("colour", new MsgValue.Str("blue")).join();
///   System.out.println(node.get("colour").join().value());
/// }
/// ```
///
/// All methods may be called from any thread and return at once. Futures are completed on the
/// node's loop thread: what is chained to them must be quick. They fail with a [KvException] for
/// what the network did, with [KvException.Busy] at once when the loop is too far behind, and with
/// an [IllegalArgumentException], at once, for what the caller did.
public final class KvNode implements AutoCloseable {
  private final Loop loop;
  private final @Nullable EventLoop owned;
  private final Waiting<KvException> waiting = new Waiting<>(KvNode::closed);
  private @Nullable Node node; // set on the loop, before anybody else has this

  private KvNode(Loop loop, @Nullable EventLoop owned) {
    this.loop = loop;
    this.owned = owned;
  }

  /// Starts a node on a loop of its own that has no disk.
  ///
  /// @throws IOException if it cannot listen; `java.net.BindException` if the port is taken
  public static KvNode start(KvOptions options) throws IOException {
    return start(options, LoopOptions.builder().name("kith-kv").build());
  }

  /// Starts a node on a loop of its own, set up by `loopOptions`: with a folder, state can be saved
  /// there.
  ///
  /// @throws IOException if it cannot listen, or the folder or the store cannot be used
  public static KvNode start(KvOptions options, LoopOptions loopOptions) throws IOException {
    EventLoop loop = EventLoop.start(loopOptions);
    try {
      return begin(new KvNode(loop, loop), options).join();
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
  public static CompletableFuture<KvNode> startOn(Loop loop, KvOptions options) {
    return begin(new KvNode(loop, null), options);
  }

  /// Starts a node as it was when it saved its state in the file `name` of the loop's disk: with
  /// that `ksize` and `alpha`, with that id unless `options` choose one, joining by the neighbours
  /// it had. All else is as in `options`. Fails with [KvException.NoState] if there is no such file
  /// or it is something else.
  public static CompletableFuture<KvNode> loadState(Loop loop, String name, KvOptions options) {
    CompletableFuture<SavedState> state = new CompletableFuture<>();
    loop.execute(() -> Node.loadState(loop, name, state));
    return state.thenCompose(saved -> startOn(loop, restored(options, saved)));
  }

  private static KvOptions restored(KvOptions options, SavedState saved) {
    return options.toBuilder()
        .ksize(saved.ksize())
        .alpha(saved.alpha())
        .id(options.id().orElse(saved.id()))
        .bootstrap(saved.neighbours())
        .build();
  }

  private static CompletableFuture<KvNode> begin(KvNode facade, KvOptions options) {
    CompletableFuture<KvNode> started = new CompletableFuture<>();
    facade.loop.execute(
        () -> {
          try {
            Observer observer = HarmlessObserver.of(facade.loop, options.observer());
            KvOptions harmless = options.toBuilder().observer(observer).build();
            facade.node = new Node(facade.loop, harmless, profile(options));
            started.complete(facade);
          } catch (IOException | RuntimeException cannot) {
            started.completeExceptionally(cannot);
          }
        });
    return started;
  }

  private static Profile profile(KvOptions options) {
    return options.signingKey().map(Profile::signedSeed).orElseGet(Profile::plain);
  }

  /// The signed values of the network, as its HTTP interface and other programs need them. Only a
  /// node with [KvOptions.Builder#signedSeed] has them; of another one all calls fail.
  public SignedValues signedValues() {
    return new SignedNetwork(this);
  }

  CompletableFuture<SignedValues.Found> findSigned(NodeId key) {
    return post((there, result) -> there.findSigned(key, result));
  }

  /// The node as it is now.
  public CompletableFuture<KvStatus> status() {
    return post((there, result) -> result.complete(there.status()));
  }

  /// Completes when the first attempt to join has ended, whether or not anyone was found.
  public CompletableFuture<KvStatus> joined() {
    return post(Node::joined);
  }

  /// The contacts in the routing table.
  public CompletableFuture<List<Contact>> contacts() {
    return post((there, result) -> result.complete(there.contacts()));
  }

  /// Joins the network by whoever answers at `endpoints`, and returns the nodes nearest to this
  /// one.
  public CompletableFuture<List<Contact>> bootstrap(List<Endpoint> endpoints) {
    List<Endpoint> copy = List.copyOf(endpoints);
    return post((there, result) -> there.bootstrap(copy, result));
  }

  /// Pings whoever is at `endpoint`; empty if nobody answers.
  public CompletableFuture<Optional<Contact>> bootstrapNode(Endpoint endpoint) {
    return post((there, result) -> there.bootstrapNode(endpoint, result));
  }

  /// Where the nodes nearest to this one are, to bootstrap from another time.
  public CompletableFuture<List<Endpoint>> bootstrappableNeighbours() {
    return post((there, result) -> result.complete(there.bootstrappableNeighbours()));
  }

  /// Finds the nodes nearest to `target`.
  public CompletableFuture<FoundNodes> findNodes(NodeId target) {
    check(target);
    return post((there, result) -> there.findNodes(target, result));
  }

  /// Finds the value of a key that is text.
  public CompletableFuture<Found> get(String key) {
    return getDigest(KvKey.of(key));
  }

  /// Finds the value of a key that is bytes.
  public CompletableFuture<Found> get(Bytes key) {
    return getDigest(KvKey.of(key));
  }

  /// Finds the value stored under a digest of 20 bytes.
  public CompletableFuture<Found> getDigest(NodeId digest) {
    check(digest);
    return post((there, result) -> there.get(digest, result));
  }

  /// Stores a value under a key that is text.
  public CompletableFuture<SetReport> set(String key, MsgValue value) {
    return setDigest(KvKey.of(key), value);
  }

  /// Stores a value under a key that is bytes.
  public CompletableFuture<SetReport> set(Bytes key, MsgValue value) {
    return setDigest(KvKey.of(key), value);
  }

  /// Stores a value under a digest of 20 bytes: a number, truth value, text or bytes, of up to
  /// 8,137 bytes.
  public CompletableFuture<SetReport> setDigest(NodeId digest, MsgValue value) {
    check(digest);
    check(digest, value);
    return post((there, result) -> there.set(digest, value, result));
  }

  /// Saves what is needed to come back, in the file `name` of the loop's disk; see [#loadState].
  /// Fails with [KvException.NoState] if no other node is known.
  public CompletableFuture<@Nullable Void> saveState(String name) {
    return post((there, result) -> there.saveState(name, result));
  }

  /// Saves the state now and every `interval`, whenever other nodes are known.
  public void saveStateRegularly(String name, Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("the interval is positive, not " + interval);
    }
    var _ =
        this.<@Nullable Void>post(
            (there, result) -> {
              there.saveStateRegularly(name, interval);
              result.complete(null);
            });
  }

  /// Stops the node and, if it was started with one of its own, the loop. What is under way fails
  /// with [KvException.Closed]. Waits until all is done, unless called on the loop's own thread or
  /// for a loop of the caller's. Closing twice is harmless.
  @Override
  public void close() {
    CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    try {
      loop.executeAnyway(() -> close(closed));
    } catch (RejectedExecutionException already) {
      closed.complete(null); // and with the loop, the node
    }
    if (owned != null && owned.isOnThread()) {
      var _ = closed.thenRun(owned::close);
    } else if (owned != null) {
      closed.join();
      owned.close();
    }
  }

  private void close(CompletableFuture<@Nullable Void> closed) {
    try {
      // First of all: what is cancelled would end with what it has, as if that were all there is.
      waiting.close();
      if (node != null) {
        node.close();
      }
    } finally {
      closed.complete(null);
    }
  }

  private <T extends @Nullable Object> CompletableFuture<T> post(
      BiConsumer<Node, CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      loop.execute(() -> call(call, result));
    } catch (LoopBusyException behind) {
      result.completeExceptionally(new KvException.Busy("not now: " + behind.getMessage()));
    } catch (RejectedExecutionException refused) {
      result.completeExceptionally(closed());
    }
    return result;
  }

  private <T extends @Nullable Object> void call(
      BiConsumer<Node, CompletableFuture<T>> call, CompletableFuture<T> result) {
    if (!waiting.add(result)) {
      return;
    }
    try {
      if (node == null) {
        throw new IllegalStateException("the node has not started");
      }
      call.accept(node, result);
    } catch (RuntimeException failed) {
      result.completeExceptionally(failed);
    }
  }

  private static KvException closed() {
    return new KvException.Closed("the node was closed");
  }

  private static void check(NodeId digest) {
    if (digest.length() != KvKey.BYTES) {
      throw new IllegalArgumentException(
          "ids and digests have 20 bytes, this one has " + digest.length());
    }
  }

  private static void check(NodeId digest, MsgValue value) {
    boolean simple =
        switch (value) {
          case MsgValue.Int _,
              MsgValue.Float64 _,
              MsgValue.Bool _,
              MsgValue.Str _,
              MsgValue.Bin _ ->
              true;
          case MsgValue.Nil _, MsgValue.Array _, MsgValue.Map _ -> false;
        };
    if (!simple) {
      throw new IllegalArgumentException(
          "a value is a number, a truth value, text or bytes, not " + value);
    }
    int payload = KvCodec.payloadBytes(new Request.Store(Bytes.EMPTY, digest, digest, value));
    if (payload > Request.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a store has at most "
              + Request.MAX_PAYLOAD_BYTES
              + " bytes, with this value it would have "
              + payload);
    }
  }
}
