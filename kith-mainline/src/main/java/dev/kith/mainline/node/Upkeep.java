package dev.kith.mainline.node;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Outcome;
import dev.kith.mainline.rpc.Search;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps one home in the network: joins, checks contacts that have been silent, refreshes quiet
/// buckets, meets newcomers, and joins again when everybody is gone (BEP 5, Routing Table).
final class Upkeep {
  private static final long TICK = TimeUnit.SECONDS.toNanos(5);
  private static final int MOST_CHECKS_PER_TICK = 8;
  private static final long RETRY = TimeUnit.SECONDS.toNanos(10);
  private static final long REFRESH = TimeUnit.MINUTES.toNanos(15);
  private static final int MOST_MEETINGS = 32;
  private static final long LONGEST_REJOIN_WAIT = TimeUnit.MINUTES.toNanos(5);

  private final Home home;
  private final Loop loop;
  private final CheckPace pace = new CheckPace();
  private final LookupOptions walk;
  private final Set<Endpoint> meeting = new LinkedHashSet<>();
  private final List<Runnable> onJoined = new ArrayList<>();
  private final Deque<NodeId> farther = new ArrayDeque<>();
  private Runnable onChange = () -> {};
  private Loop.@Nullable Timer timer;
  private boolean joining;
  private boolean hasJoined;
  private boolean refreshing;
  private boolean changed;
  private boolean closed;
  private long rejoinWait = TICK;
  private long rejoinAt;

  Upkeep(Home home, MainlineOptions options) {
    this.home = home;
    this.loop = home.loop();
    this.walk = LookupOptions.of(options.k(), options.alpha());
  }

  /// Joins the network from `remembered` contacts and the bootstrap nodes, and stays in it.
  void start(Collection<Contact> remembered) {
    // Nodes started together should not all work in the same instant for ever.
    timer = loop.after(TICK / 2 + loop.random().nextLong(TICK), this::tick);
    join(remembered);
  }

  /// Calls `listener` once the first attempt to join has ended, well or not; at once if it has.
  void whenJoined(Runnable listener) {
    if (hasJoined) {
      listener.run();
    } else {
      onJoined.add(listener);
    }
  }

  /// Whether an attempt to join is under way.
  boolean isJoining() {
    return joining;
  }

  /// Calls `listener` whenever joining begins or ends and whenever the table has other contacts.
  void onChange(Runnable listener) {
    onChange = listener;
  }

  /// The table has other contacts than before.
  void tableChanged() {
    changed = true;
    onChange.run();
  }

  /// Whether the table has changed since the last call.
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /// The home has another id: look around it.
  void idChanged() {
    if (hasJoined && !joining) {
      join(List.of());
    }
  }

  /// Checks whether `contact` still answers.
  void check(Contact contact) {
    home.ask(ping(contact), outcome -> pace.checked(outcome instanceof Outcome.Answered));
  }

  /// Checks a node that has asked us something: if it answers, the table takes it.
  void meet(Contact contact) {
    if (meeting.size() < MOST_MEETINGS && meeting.add(contact.endpoint())) {
      home.ask(ping(contact), outcome -> meeting.remove(contact.endpoint()));
    }
  }

  void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  private Ask ping(Contact contact) {
    return Ask.contact(contact, Queries.PING, Queries.ping(home.id()), true);
  }

  private void join(Collection<Contact> remembered) {
    joining = true;
    onChange.run();
    Search search = search(home.id(), this::joined);
    search.hear(remembered);
    search.start();
  }

  private void joined() {
    joining = false;
    hasJoined = true;
    rejoinAt = loop.now() + rejoinWait;
    farther.clear();
    farther.addAll(home.table().refreshTargets(loop.random()));
    if (!refreshing) {
      refreshFarther();
    }
    List<Runnable> listeners = List.copyOf(onJoined);
    onJoined.clear();
    listeners.forEach(Runnable::run);
    onChange.run();
  }

  // After the own neighbourhood, all buckets farther away (section 2.3 of the Kademlia paper).
  private void refreshFarther() {
    NodeId target = closed ? null : farther.poll();
    refreshing = target != null;
    if (target != null) {
      search(target, this::refreshFarther).start();
    }
  }

  private void tick() {
    if (closed) {
      return;
    }
    timer = loop.after(TICK, this::tick);
    if (home.table().size() == 0) {
      rejoin();
      return;
    }
    rejoinWait = TICK;
    long now = loop.now();
    for (int i = 0; i < MOST_CHECKS_PER_TICK; i++) {
      var due = home.table().nextToCheck(now, pace.quietNanos(), RETRY);
      if (due.isEmpty()) {
        break;
      }
      check(due.get());
    }
    if (!refreshing && !joining) {
      home.table().nextToRefresh(now, REFRESH, loop.random()).ifPresent(this::refresh);
    }
  }

  private void rejoin() {
    if (!joining && loop.now() >= rejoinAt && !home.bootstrap().isEmpty()) {
      rejoinWait = Math.min(2 * rejoinWait, LONGEST_REJOIN_WAIT);
      join(List.of());
    }
  }

  private void refresh(NodeId target) {
    farther.add(target);
    refreshFarther();
  }

  private Search search(NodeId target, Runnable then) {
    Search[] search = new Search[1];
    search[0] =
        new Search(
            home,
            target,
            Queries.FIND_NODE,
            Queries.findNode(home.id(), target, false),
            walk,
            true,
            new Search.Listener() {
              @Override
              public void replied(Contact contact, ResponsePacket reply) {}

              @Override
              public void ended() {
                sample(search[0]);
                then.run();
              }
            });
    return search[0];
  }

  // The targets are random, so what was found near them tells the size of the network.
  private void sample(Search search) {
    List<NodeId> nearest = search.nearest().stream().map(Contact::id).toList();
    if (nearest.size() >= walk.k()) {
      home.size().sample(search.target(), nearest);
    }
  }
}
