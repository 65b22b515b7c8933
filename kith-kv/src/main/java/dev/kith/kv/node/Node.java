package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.driver.Guard;
import dev.kith.core.driver.Health;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.Found;
import dev.kith.kv.FoundNodes;
import dev.kith.kv.KvException;
import dev.kith.kv.KvKey;
import dev.kith.kv.KvOptions;
import dev.kith.kv.KvStatus;
import dev.kith.kv.SetReport;
import dev.kith.kv.http.SignedValues;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.ValueStore;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A node of the key/value network, on the loop.
///
/// All methods are called on the loop's thread; results are completed there. The façade
/// `dev.kith.kv.KvNode` is what other threads use.
public final class Node {
  /// Type, message id and one byte of payload: nothing valid is shorter.
  private static final int SHORTEST_DATAGRAM = 22;

  private static final Bytes ANY_ID = Bytes.wrap(new byte[KvKey.BYTES]);

  /// The size of our pings.
  private static final int PING_BYTES = sizeOf(new Request.Ping(ANY_ID, NodeId.of(ANY_ID)));

  /// The size of the longest request of a walk.
  private static final int LONGEST_REQUEST =
      sizeOf(new Request.FindValue(ANY_ID, NodeId.of(ANY_ID), NodeId.of(ANY_ID)));

  private final Loop loop;
  private final KvOptions options;
  private final Rpc rpc;
  private final Guard guard;
  private final Neighbours neighbours;
  private final Health health;
  private final Parts parts;
  private final Server server;
  private final Republisher republisher;
  private final Welcome welcome;
  private final @Nullable Publisher publisher;
  private Loop.@Nullable Timer saving;
  private boolean closed;

  /// Binds the socket, opens the store, and begins to join.
  ///
  /// @throws IOException if either cannot be done
  public Node(Loop loop, KvOptions options, Profile profile) throws IOException {
    this.loop = loop;
    this.options = options;
    NodeId id = options.id().orElseGet(() -> NodeId.random(KvKey.BYTES, loop.random()));
    this.guard =
        new Guard(
            loop,
            options.observer(),
            SHORTEST_DATAGRAM,
            PING_BYTES,
            options.sends() * LONGEST_REQUEST);
    ValueStore store = options.storage().open(id, options.storeOptions(), loop);
    try {
      this.rpc = new Rpc(loop, options, new Owner());
    } catch (IOException cannotBind) {
      store.close();
      throw cannotBind;
    }
    this.neighbours = new Neighbours(loop, options, id, rpc, guard);
    this.health = new Health(options.observer());
    Values values = new Values(loop, options, neighbours, store);
    this.parts =
        new Parts(
            loop, options, neighbours, values, new Storing(neighbours, guard, profile), profile);
    this.server = new Server(parts, guard, rpc);
    this.republisher = new Republisher(parts);
    this.welcome = new Welcome(parts);
    this.publisher =
        options.publishInterval().map(interval -> new Publisher(parts, interval)).orElse(null);
    values.onPrimary(republisher::stored);
    store.onDisplaced(republisher::displaced);
    neighbours.onMet(welcome::met);
    neighbours.onProved(server::proved);
    health.add(neighbours.acquaintances());
    values.keepOnly(profile::mayHold);
    republisher.resume(store);
    neighbours.upkeep().start(List.of());
    health.update();
  }

  private static int sizeOf(Request request) {
    return KvCodec.encode(request).length();
  }

  /// The node at this moment.
  public KvStatus status() {
    double network = neighbours.networkSize();
    return new KvStatus(
        health.state(),
        rpc.local(),
        neighbours.id(),
        neighbours.table().size(),
        parts.values().store().size(),
        parts.values().store().bytes(),
        publisher == null ? 0 : publisher.size(),
        network);
  }

  /// The contacts of the routing table.
  public List<Contact> contacts() {
    return neighbours.table().contacts();
  }

  /// Completes when the first attempt to join has ended, whether or not anyone was found.
  public void joined(CompletableFuture<KvStatus> result) {
    neighbours.upkeep().whenJoined(() -> result.complete(status()));
  }

  /// Pings all of `endpoints`, joins by those that answer, and tells who is nearest to us.
  public void bootstrap(List<Endpoint> endpoints, CompletableFuture<List<Contact>> result) {
    neighbours.addBootstrap(endpoints);
    List<Contact> met = new ArrayList<>();
    int[] open = {endpoints.size() + 1};
    Runnable pinged =
        () -> {
          if (--open[0] == 0) {
            neighbours.upkeep().join(met, () -> result.complete(nearestToSelf()));
          }
        };
    for (Endpoint endpoint : endpoints) {
      var _ =
          neighbours.ping(
              endpoint,
              null,
              Priority.FOREGROUND,
              contact -> {
                if (contact != null) {
                  met.add(contact);
                }
                pinged.run();
              });
    }
    pinged.run();
  }

  private List<Contact> nearestToSelf() {
    return neighbours.closest(neighbours.id(), options.ksize());
  }

  /// Pings whoever is at `endpoint`.
  public void bootstrapNode(Endpoint endpoint, CompletableFuture<Optional<Contact>> result) {
    var _ =
        neighbours.ping(
            endpoint,
            null,
            Priority.FOREGROUND,
            contact -> result.complete(Optional.ofNullable(contact)));
  }

  /// Where the nodes nearest to this one are, for a later bootstrap.
  public List<Endpoint> bootstrappableNeighbours() {
    return nearestToSelf().stream().map(Contact::endpoint).toList();
  }

  /// Finds the nodes nearest to `target`.
  public void findNodes(NodeId target, CompletableFuture<FoundNodes> result) {
    new NodeSearch(neighbours, target, result).start();
  }

  /// Finds the value of `key`.
  public void get(NodeId key, CompletableFuture<Found> result) {
    new Getting(parts, key, result::complete).start();
  }

  /// Finds what `key` holds, and vouches for it.
  public void findSigned(NodeId key, CompletableFuture<SignedValues.Found> result) {
    if (!(parts.profile() instanceof SignedProfile signed)) {
      result.completeExceptionally(new IllegalStateException("this node's values are not signed"));
      return;
    }
    Getting[] getting = new Getting[1];
    getting[0] =
        new Getting(
            parts,
            key,
            found ->
                result.complete(
                    new SignedValues.Found(
                        signed.vouch(key, found.value()), getting[0].agreeing(), found.holders())));
    getting[0].start();
  }

  /// Sets the value of `key`.
  public void set(NodeId key, MsgValue value, CompletableFuture<SetReport> result) {
    KeyKnowledge knowledge = new KeyKnowledge(parts, key);
    parts
        .profile()
        .judge(loop.now(), key, value, knowledge, verdict -> set(key, knowledge, verdict, result));
  }

  private void set(
      NodeId key,
      KeyKnowledge knowledge,
      Profile.Verdict verdict,
      CompletableFuture<SetReport> result) {
    switch (verdict) {
      case Profile.Verdict.Store store -> {
        if (publisher != null) {
          publisher.set(key, store.published());
        }
        Setting setting =
            new Setting(
                parts, key, () -> Optional.of(store), Priority.FOREGROUND, result::complete);
        knowledge.walk().ifPresentOrElse(setting::startAfter, setting::start);
      }
      case Profile.Verdict.Refuse(String reason, MsgValue _) ->
          result.completeExceptionally(
              new KvException.Refused(reason, "the value for " + key + " is refused: " + reason));
    }
  }

  /// Saves what is needed to come back, in the file `name` of the loop's disk.
  public void saveState(String name, CompletableFuture<@Nullable Void> done) {
    List<Endpoint> near = bootstrappableNeighbours();
    if (near.isEmpty()) {
      done.completeExceptionally(
          new KvException.NoState("no neighbours are known, so there is nothing to come back to"));
      return;
    }
    SavedState state = new SavedState(options.ksize(), options.alpha(), neighbours.id(), near);
    loop.disk()
        .write(
            name,
            state.encode(),
            Disk.Callback.of(written -> done.complete(null), done::completeExceptionally));
  }

  /// Saves now and every `interval`, if anyone is known then.
  public void saveStateRegularly(String name, Duration interval) {
    if (saving != null) {
      saving.cancel();
    }
    if (closed) {
      return;
    }
    saving = loop.after(interval.toNanos(), () -> saveStateRegularly(name, interval));
    if (neighbours.table().size() == 0) {
      return;
    }
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    var _ =
        done.exceptionally(
            why -> {
              options
                  .observer()
                  .on(new Event.HealthChanged("not saved", String.valueOf(why.getMessage())));
              return null;
            });
    saveState(name, done);
  }

  /// Reads what [#saveState] has saved.
  public static void loadState(Loop loop, String name, CompletableFuture<SavedState> result) {
    loop.disk()
        .read(
            name,
            Disk.Callback.of(file -> load(name, file, result), result::completeExceptionally));
  }

  private static void load(
      String name, @Nullable Bytes file, CompletableFuture<SavedState> result) {
    if (file == null) {
      result.completeExceptionally(new KvException.NoState("there is no file " + name));
      return;
    }
    try {
      result.complete(SavedState.decode(file));
    } catch (MalformedException why) {
      result.completeExceptionally(
          new KvException.NoState("the file " + name + " is no saved state: " + why.reason()));
    }
  }

  /// Closes the socket and the store; what is under way ends with what it has.
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    health.close();
    if (saving != null) {
      saving.cancel();
    }
    neighbours.upkeep().close();
    republisher.close();
    welcome.close();
    if (publisher != null) {
      publisher.close();
    }
    server.close();
    rpc.close();
    parts.values().close();
  }

  /// What the socket delivers.
  private final class Owner implements Rpc.Owner {
    @Override
    public boolean admits(Endpoint from, int bytes) {
      return guard.admits(from, bytes);
    }

    @Override
    public void requested(Endpoint from, Request request, int bytes) {
      server.serve(from, request, bytes);
    }
  }
}
