package dev.kith.mainline.node;

import dev.kith.core.driver.Acquaintances;
import dev.kith.core.driver.Call;
import dev.kith.core.driver.Guard;
import dev.kith.core.driver.Search;
import dev.kith.core.driver.Upkeep;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.store.SizeEstimate;
import dev.kith.core.table.RoutingTable;
import dev.kith.core.table.Splitting;
import dev.kith.core.table.TableOptions;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.id.SecureIds;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Asker;
import dev.kith.mainline.rpc.Outcome;
import dev.kith.mainline.rpc.Rpc;
import dev.kith.mainline.rpc.RpcOptions;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// One bound address: a node of its own in the network of its family, with its own id and routing
/// table (BEP 32; several of one family: BEP 45). What it stores for others it shares with the
/// other homes of its node.
///
/// Everything learnt from replies passes through here, so that the table hears of it whoever asked.
final class Home implements Asker, Upkeep.Member {
  /// Nothing valid is shorter.
  private static final int SHORTEST_DATAGRAM = 15;

  private static final int PING_BYTES = 67;

  /// A `get` with everything it may carry.
  private static final int LONGEST_REQUEST = 128;

  /// Queries that wait for their turn are the application's own, so there may be many.
  private static final int QUEUED_PER_SLOT = 64;

  /// BEP 5: a bucket in which nothing has changed for so long is refreshed.
  private static final Duration REFRESH = Duration.ofMinutes(15);

  /// BEP 5: a contact not heard of for so long is questionable.
  private static final Duration QUESTIONABLE = Duration.ofMinutes(15);

  private final Loop loop;
  private final MainlineOptions options;
  private final Observer observer;
  private final Family family;
  private final Rpc rpc;
  private final Guard guard;
  private final Server server;
  private final Upkeep upkeep;
  private final Acquaintances acquaintances;
  private final Standing standing;
  private final TokenHolders tokens = new TokenHolders();
  private SizeEstimate size;
  private Consumer<NodeId> onAdopted = id -> {};

  /// Binds `local` and joins nobody yet.
  ///
  /// @throws IOException if the endpoint cannot be bound
  Home(
      Loop loop,
      MainlineOptions options,
      Endpoint local,
      NodeId id,
      Stores stores,
      Neighbours neighbours)
      throws IOException {
    this.loop = loop;
    this.options = options;
    this.observer = options.observer();
    this.family = Family.of(local.address());
    this.size = new SizeEstimate(id);
    this.guard =
        new Guard(loop, observer, SHORTEST_DATAGRAM, PING_BYTES, options.sends() * LONGEST_REQUEST);
    this.upkeep = new Upkeep(this, REFRESH);
    this.acquaintances =
        new Acquaintances(
            loop,
            observer,
            guard,
            upkeep,
            QUESTIONABLE,
            new RoutingTable(id, tableOptions(options)));
    this.server = new Server(this, guard, stores, neighbours);
    this.standing = new Standing(this, options);
    this.rpc = new Rpc(loop, local, rpcOptions(options), new Owner());
    rpc.readOnly(standing.isReadOnly());
  }

  private static TableOptions tableOptions(MainlineOptions options) {
    return TableOptions.of(options.k()).with(Splitting.OWN_RANGE.keepingWhole(options.k()));
  }

  private static RpcOptions rpcOptions(MainlineOptions options) {
    return new RpcOptions(
        NodeIds.BYTES,
        options.queryTimeout(),
        options.sends(),
        options.mostInFlight(),
        QUEUED_PER_SLOT * options.mostInFlight(),
        options.version(),
        options.observer());
  }

  @Override
  public Loop loop() {
    return loop;
  }

  MainlineOptions options() {
    return options;
  }

  @Override
  public Observer observer() {
    return observer;
  }

  Family family() {
    return family;
  }

  @Override
  public NodeId id() {
    return table().self();
  }

  Endpoint local() {
    return rpc.local();
  }

  @Override
  public RoutingTable table() {
    return acquaintances.table();
  }

  Acquaintances acquaintances() {
    return acquaintances;
  }

  Rpc rpc() {
    return rpc;
  }

  Upkeep upkeep() {
    return upkeep;
  }

  Standing standing() {
    return standing;
  }

  Server server() {
    return server;
  }

  @Override
  public Patience patience() {
    return rpc.patience();
  }

  TokenHolders tokens() {
    return tokens;
  }

  SizeEstimate size() {
    return size;
  }

  /// The estimated number of nodes; 0 if that is unknown.
  double networkSize() {
    return isSizeKnown() ? size.nodes(loop().now()) : 0;
  }

  /// How a lookup goes about finding the k nearest.
  LookupOptions walk() {
    return LookupOptions.of(options.k(), options.alpha())
        .withDisjointPaths(options.disjointPaths());
  }

  /// The same, but not to be shut out by a crowd of false nodes around the target: all within the
  /// distance at which the k-th honest node is to be expected are asked.
  LookupOptions guardedWalk() {
    return walk().withReach(reach());
  }

  /// The nodes to store upon, of those who gave a token.
  List<Holders.Holder> storeTargets(Holders holders) {
    return holders.nearest(options.k(), reach());
  }

  /// Whether the estimate of the network's size is good enough to rely on.
  boolean isSizeKnown() {
    return size.isReliable(loop().now());
  }

  /// The distance at which the k-th honest node is to be expected, as its first 64 bits; 0 if that
  /// is unknown.
  long reach() {
    return isSizeKnown() ? size.expectedDistanceHead(loop().now(), options.k()) : 0;
  }

  /// The bootstrap nodes of this family.
  List<Endpoint> bootstrap() {
    return options.bootstrap().stream()
        .filter(endpoint -> family.has(endpoint.address()) && !endpoint.equals(local()))
        .toList();
  }

  @Override
  public boolean hasBootstrap() {
    return !bootstrap().isEmpty();
  }

  @Override
  public boolean isCutOff() {
    return acquaintances.isCutOff();
  }

  @Override
  public void ping(Contact contact, Consumer<Boolean> then) {
    ask(
        Ask.contact(contact, Queries.PING, Queries.ping(id()), true),
        outcome -> then.accept(outcome instanceof Outcome.Answered));
  }

  @Override
  public boolean mayMeet(Contact contact) {
    return guard.mayMeetNamed(contact.endpoint());
  }

  @Override
  public boolean mayAsk(Contact contact) {
    return guard.mayAskNamed(contact.endpoint());
  }

  @Override
  public void askNeighbour(Contact contact, Consumer<List<Contact>> named, Consumer<Boolean> then) {
    ask(
        Ask.contact(contact, Queries.FIND_NODE, Queries.findNode(id(), id(), false), true),
        outcome -> {
          then.accept(outcome instanceof Outcome.Answered);
          if (outcome instanceof Outcome.Answered answered) {
            named.accept(named(answered.packet(), contact.endpoint()));
          }
        });
  }

  @Override
  public Search<?> search(NodeId target, Runnable ended) {
    return new RefreshWalk(this, target, ended).search();
  }

  @Override
  public List<Contact> closest(NodeId target, int count) {
    return table().closest(target, count);
  }

  @Override
  public List<Endpoint> strangers() {
    return acquaintances.strangers(bootstrap());
  }

  @Override
  public List<Contact> named(ResponsePacket reply, Endpoint from) {
    return Replies.contacts(reply, family, from);
  }

  @Override
  public Call ask(Ask ask, Consumer<Outcome> then) {
    return rpc.send(
        ask,
        outcome -> {
          learn(ask, outcome);
          then.accept(outcome);
        });
  }

  private void learn(Ask ask, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered answered -> {
        proved(ask.to());
        standing.claimed(ask.to(), answered.packet());
        if (answered.id() != null && !answered.packet().readOnly()) {
          verified(new Contact(answered.id(), ask.to()));
        }
      }
      case Outcome.Refused refused -> proved(ask.to());
      case Outcome.Impostor impostor -> {
        proved(ask.to());
        acquaintances.impostor(ask.expected(), ask.to());
      }
      case Outcome.Silent silent -> acquaintances.silent(ask.expected(), ask.to(), rpc.lastHeard());
      case Outcome.Cancelled cancelled -> {}
    }
  }

  private void verified(Contact contact) {
    acquaintances.verified(loop.shared(contact));
  }

  private void proved(Endpoint from) {
    acquaintances.answered(from);
    server.proved(from);
  }

  /// A contact sent us a query. Returns whether it may be met when it has had its answer: the table
  /// would have it if it answered one of ours.
  boolean heard(Contact contact) {
    return acquaintances.heard(contact);
  }

  /// Pings a contact that has asked us something.
  void meet(Contact contact) {
    ask(Ask.contact(contact, Queries.PING, Queries.ping(id()), true).once(), outcome -> {});
  }

  /// Whether something may be stored on `contact`, which has just answered with `reply`: not if it
  /// serves nobody (BEP 43), nor, if so configured, if its id does not fit its address (BEP 42).
  /// Such a node helps on the way but is none of the nearest.
  @Override
  public boolean counts(Contact contact, ResponsePacket reply) {
    return !reply.readOnly()
        && (!options.requireSecureIds()
            || SecureIds.fits(contact.id(), contact.endpoint().address()));
  }

  /// Calls `listener` with each further id.
  void onAdopted(Consumer<NodeId> listener) {
    onAdopted = listener;
  }

  /// Takes another id, keeping the contacts.
  void adopt(NodeId id) {
    RoutingTable rebuilt = new RoutingTable(id, tableOptions(options));
    for (Contact contact : table().contacts()) {
      rebuilt.offer(loop.now(), contact);
    }
    acquaintances.adopt(rebuilt);
    size = new SizeEstimate(id);
    onAdopted.accept(id);
    upkeep.idChanged();
  }

  /// Tells the wire whether our queries say that we serve nobody.
  void announceReadOnly(boolean readOnly) {
    rpc.readOnly(readOnly);
  }

  void close() {
    upkeep.close();
    standing.close();
    server.close();
    rpc.close();
  }

  /// What the socket delivers.
  private final class Owner implements Rpc.Owner {
    @Override
    public boolean admits(Endpoint from, int bytes) {
      return guard.admits(from, bytes);
    }

    @Override
    public void queried(Endpoint from, QueryPacket query, int bytes) {
      if (!standing.mayServe(query)) {
        observer.on(new Event.Dropped("read-only", from));
        return;
      }
      server.serve(from, query, bytes);
    }
  }
}
