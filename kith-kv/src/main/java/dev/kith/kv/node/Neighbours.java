package dev.kith.kv.node;

import dev.kith.core.driver.Acquaintances;
import dev.kith.core.driver.Call;
import dev.kith.core.driver.Ground;
import dev.kith.core.driver.Guard;
import dev.kith.core.driver.Search;
import dev.kith.core.driver.Upkeep;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.Priority;
import dev.kith.core.store.SizeEstimate;
import dev.kith.core.table.Diversity;
import dev.kith.core.table.RoutingTable;
import dev.kith.core.table.Splitting;
import dev.kith.core.table.TableOptions;
import dev.kith.kv.KvOptions;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whom the node knows, how it asks them, and what every exchange teaches it about them.
///
/// On this wire only the answer to a `ping` bears the id of whoever answers. So a contact enters
/// the routing table by a ping of ours alone, whoever named it and whatever else it has answered;
/// once it is there, any answer or request from its endpoint counts as a sign of life.
final class Neighbours implements Ground, Upkeep.Member {
  /// The oldest contact of a full bucket is pinged unless it was seen so lately.
  private static final Duration LATELY = Duration.ofMinutes(1);

  /// Bootstrap nodes remembered at most.
  private static final int MOST_BOOTSTRAP = 256;

  /// The paper's rules: five failures in a row make a contact stale (4.1), buckets split down to
  /// depths that are multiples of 5 (4.2), and the subtree around the own id is kept whole (2.4).
  private static TableOptions tableOptions(int k) {
    Splitting splitting = Splitting.accelerated(5).keepingWhole(k);
    return new TableOptions(k, 5 * k, 5, 5, splitting, Diversity.PER_BLOCK);
  }

  private final Loop loop;
  private final KvOptions options;
  private final Observer observer;
  private final Rpc rpc;
  private final Guard guard;
  private final Upkeep upkeep;
  private final Acquaintances acquaintances;
  private final Searches searches = new Searches();
  private final SizeEstimate size;
  private final Set<Endpoint> bootstrap = new LinkedHashSet<>();
  private Consumer<Contact> onMet = contact -> {};
  private Consumer<Endpoint> onProved = endpoint -> {};

  Neighbours(Loop loop, KvOptions options, NodeId id, Rpc rpc, Guard guard) {
    this.loop = loop;
    this.options = options;
    this.observer = options.observer();
    this.rpc = rpc;
    this.guard = guard;
    this.size = new SizeEstimate(id);
    this.upkeep = new Upkeep(this, options.refreshInterval());
    this.acquaintances =
        new Acquaintances(
            loop,
            observer,
            guard,
            upkeep,
            LATELY,
            new RoutingTable(id, tableOptions(options.ksize())));
    addBootstrap(options.bootstrap());
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public Observer observer() {
    return observer;
  }

  @Override
  public NodeId id() {
    return table().self();
  }

  @Override
  public RoutingTable table() {
    return acquaintances.table();
  }

  Acquaintances acquaintances() {
    return acquaintances;
  }

  @Override
  public Patience patience() {
    return rpc.patience();
  }

  /// The contacts nearest to `target`, without the node whose own id that is: the library leaves it
  /// out of every answer, so lookups could not agree on it.
  @Override
  public List<Contact> closest(NodeId target, int count) {
    List<Contact> closest = table().closest(target, count + 1);
    if (!closest.isEmpty() && closest.getFirst().id().equals(target)) {
      return closest.subList(1, closest.size());
    }
    return closest.size() > count ? closest.subList(0, count) : closest;
  }

  Upkeep upkeep() {
    return upkeep;
  }

  SizeEstimate size() {
    return size;
  }

  /// The estimated number of nodes; 0 if that is unknown.
  double networkSize() {
    long now = loop().now();
    return size.isReliable(now) ? size.nodes(now) : 0;
  }

  int k() {
    return options.ksize();
  }

  /// How a lookup goes about finding the k nearest.
  LookupOptions walk() {
    return LookupOptions.of(options.ksize(), options.alpha());
  }

  /// Calls `listener` for every contact that is new in the table.
  void onMet(Consumer<Contact> listener) {
    onMet = listener;
  }

  /// Calls `listener` for every endpoint that has just answered us.
  void onProved(Consumer<Endpoint> listener) {
    onProved = listener;
  }

  /// How many of the contacts nearest to `key` are nearer to it than this node; at most `most`.
  int nearerThanSelf(NodeId key, int most) {
    int nearer = 0;
    for (Contact contact : closest(key, most)) {
      if (key.compareDistance(contact.id(), id()) > 0) {
        break;
      }
      nearer++;
    }
    return nearer;
  }

  /// Also asks these when hardly anyone is known.
  void addBootstrap(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      if (bootstrap.size() < MOST_BOOTSTRAP && isReachable(endpoint)) {
        bootstrap.add(endpoint);
      }
    }
  }

  @Override
  public boolean hasBootstrap() {
    return !bootstrap.isEmpty();
  }

  @Override
  public boolean isCutOff() {
    return acquaintances.isCutOff();
  }

  @Override
  public List<Endpoint> strangers() {
    return acquaintances.strangers(bootstrap);
  }

  /// Whether something could be sent to `endpoint` from this socket, and it is not our own.
  boolean isReachable(Endpoint endpoint) {
    return endpoint.isUsable()
        && endpoint.isV4() == rpc.local().isV4()
        && !endpoint.equals(rpc.local());
  }

  /// Sends a request; the table has learnt how it went when `then` is told.
  Call ask(Ask ask, Consumer<Outcome> then) {
    return rpc.send(
        ask,
        outcome -> {
          learn(ask, outcome);
          then.accept(outcome);
        });
  }

  /// Pings whoever is at `to`, and tells `then` who that is, `null` if there was no answer or it
  /// was not `expected`.
  Call ping(
      Endpoint to, @Nullable NodeId expected, Priority priority, Consumer<@Nullable Contact> then) {
    return ask(
        new Ask(to, expected, ping(), priority, false),
        outcome -> {
          NodeId id = idIn(outcome);
          if (id == null || expected != null && !expected.equals(id)) {
            then.accept(null);
          } else {
            then.accept(new Contact(id, to));
          }
        });
  }

  @Override
  public void ping(Contact contact, Consumer<Boolean> then) {
    ping(
        contact.endpoint(),
        contact.id(),
        Priority.BACKGROUND,
        answered -> then.accept(answered != null));
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
    var _ =
        ask(
            Finding.nodes(this, id(), Priority.BACKGROUND).to(contact),
            outcome -> {
              if (outcome instanceof Outcome.Answered(Answer.Near(List<Contact> near))) {
                named.accept(usable(near, contact.endpoint()));
              }
              then.accept(outcome instanceof Outcome.Answered);
            });
  }

  /// A search that has to be started, and is under way until it ends.
  Search<Answer> search(Finding finding, NodeId target, Search.Listener<Answer> listener) {
    return searches.begin(this, finding, target, listener);
  }

  @Override
  public Search<?> search(NodeId target, Runnable ended) {
    return new RefreshWalk(this, target, ended).search();
  }

  /// A contact sent us a request. Returns whether it is to be met when it has had its answer: the
  /// table would have it, and what strangers may cost allows a ping.
  boolean heard(Contact contact) {
    searches.heard(contact.endpoint());
    return acquaintances.heard(contact);
  }

  /// Pings, once, a contact that has asked us something; if it answers it enters the table.
  void meet(Contact contact) {
    var _ = ask(Ask.contact(contact, ping(), Priority.BACKGROUND).once(), outcome -> {});
  }

  /// Pings, once, whoever has asked something from `endpoint`, and runs `then` if it answers.
  void prove(Endpoint endpoint, Runnable then) {
    var _ =
        ask(
            new Ask(endpoint, null, ping(), Priority.BACKGROUND, true),
            outcome -> {
              if (outcome instanceof Outcome.Answered) {
                then.run();
              }
            });
  }

  private Ask.Form ping() {
    return messageId -> new Request.Ping(messageId, id());
  }

  private void learn(Ask ask, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered _ -> {
        proved(ask.to());
        NodeId id = idIn(outcome);
        if (id != null) {
          pong(ask, id);
        } else {
          alive(ask);
        }
      }
      case Outcome.Garbled _ -> proved(ask.to());
      case Outcome.Silent _ -> acquaintances.silent(ask.expected(), ask.to(), rpc.lastHeard());
      case Outcome.Cancelled _ -> {}
    }
  }

  private void proved(Endpoint from) {
    acquaintances.answered(from);
    onProved.accept(from);
  }

  private static @Nullable NodeId idIn(Outcome outcome) {
    return outcome instanceof Outcome.Answered(Answer.Pong(NodeId id)) ? id : null;
  }

  private void pong(Ask ask, NodeId id) {
    if (ask.expected() != null && !ask.expected().equals(id)) {
      acquaintances.impostor(ask.expected(), ask.to());
    }
    verified(new Contact(id, ask.to()));
  }

  private void alive(Ask ask) {
    if (ask.expected() == null) {
      return;
    }
    Contact contact = new Contact(ask.expected(), ask.to());
    if (acquaintances.has(contact)) {
      verified(contact);
    } else if (table().wants(contact)) {
      upkeep.meet(contact);
    }
  }

  private void verified(Contact contact) {
    if (acquaintances.verified(contact)) {
      onMet.accept(contact);
    }
  }

  /// The contacts among `named` that may be asked: reachable, not ourselves, and local only if a
  /// local node says so.
  List<Contact> usable(List<Contact> named, Endpoint from) {
    boolean near = from.address().isLocal();
    List<Contact> usable = new ArrayList<>(named.size());
    for (Contact contact : named) {
      if (isReachable(contact.endpoint())
          && !contact.id().equals(id())
          && (near || !contact.endpoint().address().isLocal())) {
        usable.add(contact);
      }
    }
    return usable;
  }
}
