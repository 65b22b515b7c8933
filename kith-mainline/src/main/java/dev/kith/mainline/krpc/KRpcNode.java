package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.Call;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.table.Departure;
import dev.kith.core.table.Offer;
import dev.kith.core.table.RoutingTable;
import dev.kith.core.table.Splitting;
import dev.kith.core.table.TableOptions;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Outcome;
import dev.kith.mainline.rpc.Rpc;
import dev.kith.mainline.rpc.RpcOptions;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a [KRpc] does, on its loop's thread: one socket, the routing table, and the lookups under
/// way. A contact enters the table only by a reply that matched a query of ours, and leaves it with
/// the first query it leaves unanswered.
final class KRpcNode {
  private final Loop loop;
  private final KRpcOptions options;
  private final Listeners listeners;
  private final NodeId id;
  private final Turns turns;
  private final NameLookups names;
  private List<Endpoint> bootstrap;
  private RoutingTable table;
  private @Nullable Rpc rpc;
  private @Nullable NamedBudget budget;
  private boolean destroyed;

  KRpcNode(Loop loop, KRpcOptions options, NodeId id, Listeners listeners) {
    this.loop = loop;
    this.options = options;
    this.listeners = listeners;
    this.id = id;
    this.turns = new Turns(options, this::busy);
    this.names = new NameLookups(options.mostQueued());
    this.bootstrap = options.bootstrap();
    this.table = emptyTable();
  }

  private RoutingTable emptyTable() {
    // Who fails once leaves, and nobody waits for a vacant place: so it is with k-rpc.
    return new RoutingTable(
        id, new TableOptions(options.k(), 0, 1, 1, Splitting.OWN_RANGE, options.diversity()));
  }

  private int busy() {
    return rpc == null ? 0 : rpc.inFlight() + rpc.queued();
  }

  Loop loop() {
    return loop;
  }

  KRpcOptions options() {
    return options;
  }

  Observer observer() {
    return listeners.observer;
  }

  NodeId id() {
    return id;
  }

  RoutingTable table() {
    return table;
  }

  Patience patience() {
    return socket().patience();
  }

  /// Binds the socket.
  ///
  /// @throws IOException if that cannot be
  /// @throws IllegalStateException if it is bound already
  Endpoint bind(Endpoint local) throws IOException {
    if (destroyed) {
      throw new KRpcException.Cancelled();
    }
    if (rpc != null) {
      throw new IllegalStateException("the socket is bound already, to " + rpc.local());
    }
    RpcOptions rpcOptions =
        new RpcOptions(
            options.idLength(),
            options.timeout(),
            1,
            options.concurrency(),
            options.mostQueued(),
            options.version(),
            this::observed);
    try {
      rpc = new Rpc(loop, local, rpcOptions, new Owner());
      budget = new NamedBudget(loop);
    } catch (IOException cannot) {
      listeners.tell(listeners.error, cannot);
      throw cannot;
    }
    listeners.tell(listeners.listening, rpc.local());
    return rpc.local();
  }

  private Rpc bound() throws IOException {
    if (rpc == null || destroyed) {
      bind(options.listen());
    }
    return socket();
  }

  private Rpc socket() {
    if (rpc == null) {
      throw new IllegalStateException("nothing is sent before the socket is bound");
    }
    return rpc;
  }

  Optional<Endpoint> address() {
    return rpc == null || destroyed ? Optional.empty() : Optional.of(rpc.local());
  }

  /// Also asks these when the table is nearly empty.
  void addBootstrap(List<Endpoint> resolved) {
    List<Endpoint> all = new ArrayList<>(bootstrap);
    all.addAll(resolved);
    bootstrap = List.copyOf(all);
  }

  /// Starts a lookup.
  KRpcLookup lookUp(NodeId target, KRpcQuery query, boolean background, Reader reader)
      throws IOException {
    bound();
    if (turns.lookups() >= options.mostLookups()) {
      throw new KRpcException.Busy("lookups", options.mostLookups());
    }
    KRpcLookup lookup = new KRpcLookup(this, turns, target, query, background, reader);
    turns.add(lookup);
    lookup.start();
    return lookup;
  }

  /// The bootstrap nodes a lookup asks beside the contacts it `has`: none if those are as many.
  List<Endpoint> strangers(Collection<Contact> has) {
    if (has.size() >= bootstrap.size()) {
      return List.of();
    }
    List<Endpoint> known = has.stream().map(Contact::endpoint).toList();
    return bootstrap.stream().filter(each -> !known.contains(each)).toList();
  }

  /// Whether a lookup may send a query of `bytes` to `contact` now.
  boolean mayAsk(Contact contact, int bytes) {
    return budget == null || budget.mayAsk(contact.endpoint().address(), bytes);
  }

  /// Lets lookups go on that had no room.
  void pump() {
    if (!destroyed) {
      turns.pump();
    }
  }

  /// Sends a query of a lookup.
  Call ask(Ask ask, Consumer<Outcome> then) {
    return socket()
        .send(
            ask,
            outcome -> {
              learn(ask, outcome);
              if (ask.background()) {
                turns.pumpForeground(); // before the lookup it belongs to takes the free slot
              }
              then.accept(outcome);
              pump();
            });
  }

  /// Waits for a name being looked up.
  void await(CompletableFuture<Endpoint> found, CompletableFuture<Endpoint> result) {
    names.await(found, result);
  }

  /// Sends a query by itself.
  void query(RemoteNode node, KRpcQuery query, CompletableFuture<KRpcReply> result)
      throws IOException {
    checkRoom(1);
    query(
        node,
        query,
        outcome -> {
          switch (outcome) {
            case Outcome.Answered(var packet, var from, long rtt) ->
                result.complete(new KRpcReply(node.endpoint(), from, packet));
            case Outcome.Refused(var error) ->
                result.completeExceptionally(new KRpcException.Refused(error));
            case Outcome.Impostor(var actual) ->
                result.completeExceptionally(
                    new KRpcException.UnexpectedNode(node.endpoint(), actual));
            case Outcome.Silent silent ->
                result.completeExceptionally(new KRpcException.TimedOut(node.endpoint()));
            case Outcome.Cancelled cancelled ->
                result.completeExceptionally(new KRpcException.Cancelled());
          }
        });
  }

  /// Sends a query to each of `nodes`.
  void queryAll(
      List<RemoteNode> nodes,
      KRpcQuery query,
      ReplyListener listener,
      CompletableFuture<Integer> result)
      throws IOException {
    checkRoom(nodes.size());
    new QueryRound(listener, result).start(this, nodes, query);
  }

  private void checkRoom(int queries) throws IOException {
    if (bound().queued() + queries > options.mostQueued()) {
      throw new KRpcException.Busy("queries", options.mostQueued());
    }
  }

  void query(RemoteNode node, KRpcQuery query, Consumer<Outcome> then) {
    BDict a = arguments(query, node.token());
    ask(new Ask(node.endpoint(), node.id(), query.method(), a, false, false), then);
  }

  /// The arguments as they are sent: a copy with our id, if it has none, and the token of the node
  /// it goes to.
  BDict arguments(KRpcQuery query, @Nullable Bytes token) {
    BDict a = withId(query.arguments());
    return token == null ? a : a.with("token", new BString(token));
  }

  private BDict withId(BDict dict) {
    return dict.has("id") ? dict : dict.with("id", new BString(id.bytes()));
  }

  /// Answers a query.
  void response(Endpoint to, QueryPacket query, BDict results, @Nullable List<Contact> nodes)
      throws IOException {
    BDict r = withId(results);
    if (nodes != null) {
      Family own = Family.of(to.address());
      for (Family family : Family.values()) {
        Bytes packed = CompactNodes.encode(nodes, family, id.length());
        if (family == own || !packed.isEmpty()) {
          r = r.with(family.nodesKey(), new BString(packed));
        }
      }
    }
    bound().reply(to, new ResponsePacket(query.t(), r, options.version(), null, false));
  }

  /// Answers a query with an error.
  void error(Endpoint to, QueryPacket query, int code, String text) throws IOException {
    bound()
        .reply(
            to,
            new ErrorPacket(
                query.t(), code, Bytes.utf8(text), BDict.EMPTY, options.version(), null));
  }

  /// Takes a contact the caller vouches for.
  boolean add(Contact contact) {
    verified(contact);
    return table.find(contact.id()).isPresent();
  }

  Optional<Contact> remove(NodeId contact) {
    Optional<Contact> removed = table.remove(loop.now(), contact).map(Departure::gone);
    removed.ifPresent(gone -> gone(gone, "removed by the caller"));
    return removed;
  }

  /// Forgets all contacts.
  void clear() {
    table = emptyTable();
  }

  /// Ends everything: whatever is under way fails as cancelled.
  void destroy() {
    if (destroyed) {
      return;
    }
    destroyed = true;
    turns.failAll();
    names.cancelAll();
    if (rpc != null) {
      rpc.close();
    }
  }

  private void learn(Ask ask, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered answered -> {
        proved(ask.to());
        if (answered.id() != null && !answered.packet().readOnly()) {
          verified(new Contact(answered.id(), ask.to()));
        }
      }
      case Outcome.Silent silent -> failed(ask, "no reply");
      case Outcome.Impostor impostor -> {
        proved(ask.to());
        failed(ask, "another id answers");
      }
      case Outcome.Refused refused -> proved(ask.to());
      case Outcome.Cancelled cancelled -> {}
    }
  }

  private void proved(Endpoint from) {
    if (budget != null) {
      budget.answered(from.address());
    }
  }

  private void failed(Ask ask, String reason) {
    if (ask.expected() != null) {
      table
          .failed(loop.now(), new Contact(ask.expected(), ask.to()))
          .ifPresent(departure -> gone(departure.gone(), reason));
    }
  }

  private void gone(Contact contact, String reason) {
    listeners.observer.on(new Event.ContactRemoved(contact, reason));
  }

  private void verified(Contact contact) {
    switch (table.offer(loop.now(), contact)) {
      case Offer.Added(Contact evicted) -> {
        if (evicted != null) {
          gone(evicted, "replaced");
        }
        listeners.observer.on(new Event.ContactAdded(contact));
        listeners.tell(listeners.node, contact);
      }
      case Offer.Full full -> full(contact);
      case Offer.Refreshed refreshed -> {}
      case Offer.Refused refused -> {}
    }
  }

  private void full(Contact newcomer) {
    if (listeners.ping.isEmpty()) {
      return;
    }
    List<Contact> bucket = table.bucketOf(newcomer.id());
    List<Contact> oldest = bucket.subList(0, Math.min(options.concurrency(), bucket.size()));
    AtomicBoolean done = new AtomicBoolean();
    BucketSwap swap =
        dead -> {
          if (!oldest.contains(dead)) {
            throw new IllegalArgumentException(dead + " is none of the contacts to ping");
          }
          if (done.compareAndSet(false, true)) {
            post(() -> swap(dead, newcomer));
          }
        };
    listeners.tell(listeners.ping, oldest, swap);
  }

  private void swap(Contact dead, Contact newcomer) {
    if (table.find(dead.id()).filter(dead::equals).isPresent()) {
      remove(dead.id());
    }
    verified(newcomer);
  }

  private void post(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException closed) {
      // There is no table any more to change.
    }
  }

  private void observed(Event event) {
    listeners.observer.on(event);
    if (event instanceof Event.Dropped(String reason, Endpoint from)) {
      listeners.tell(listeners.warning, reason, from);
    }
  }

  /// What the socket delivers.
  private final class Owner implements Rpc.Owner {
    @Override
    public boolean admits(Endpoint from, int bytes) {
      return from.isUsable();
    }

    @Override
    public void queried(Endpoint from, QueryPacket query, int bytes) {
      listeners.tell(listeners.query, query, from);
    }
  }
}
