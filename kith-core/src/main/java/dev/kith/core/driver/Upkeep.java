package dev.kith.core.driver;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.table.RoutingTable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one routing table in the network: joins, checks contacts that have been silent, refreshes
/// quiet buckets, meets newcomers, and joins again when everybody is gone or nobody answers
/// (section 2.3 of the Kademlia paper; BEP 5, Routing Table).
public final class Upkeep {
  private static final long TICK = Duration.ofSeconds(5).toNanos();
  private static final long SPREAD = Duration.ofSeconds(20).toNanos();
  private static final int MOST_CHECKS_PER_TICK = 8;
  private static final long RETRY = Duration.ofSeconds(10).toNanos();
  private static final long SEEK_LOST = Duration.ofMinutes(1).toNanos();
  private static final long LOST_FOR_GOOD = Duration.ofDays(1).toNanos();
  private static final int MOST_LOST = 64;
  private static final int MOST_MEETINGS = 32;
  private static final long MEASURE = Duration.ofMinutes(15).toNanos();
  private static final long LONGEST_REJOIN_WAIT = Duration.ofMinutes(5).toNanos();

  /// The node whose table is kept.
  public interface Member {
    /// The loop it runs on.
    Loop loop();

    /// The own id.
    NodeId id();

    /// The table as it is now.
    RoutingTable table();

    /// Whether there is anyone to join by when the table is empty.
    boolean hasBootstrap();

    /// Whether none of those in the table answers; see [Acquaintances#isCutOff].
    boolean isCutOff();

    /// Asks `contact` for a sign of life, in the background, and tells `then` whether it gave one.
    /// The table has learnt of it when `then` is told.
    void ping(Contact contact, Consumer<Boolean> then);

    /// Whether a ping may be spent on `contact`, of whom others told us: whoever tells may name a
    /// third party.
    boolean mayMeet(Contact contact);

    /// Does the same by asking `contact` for the nodes nearest to the own id, and tells `named`
    /// whom its answer names. Networks without such a question ping.
    default void askNeighbour(
        Contact contact, Consumer<List<Contact>> named, Consumer<Boolean> then) {
      ping(contact, then);
    }

    /// A walk in the background for the nodes nearest to `target`, not started; `ended` is run when
    /// it has ended.
    Search<?> search(NodeId target, Runnable ended);
  }

  private final Member member;
  private final Loop loop;
  private final long refreshNanos;
  private final CheckPace pace = new CheckPace();
  private final Set<Endpoint> meeting = new LinkedHashSet<>();
  private final List<Runnable> onJoined = new ArrayList<>();
  private final Deque<NodeId> farther = new ArrayDeque<>();
  private List<Contact> remembered = List.of(); // until one of them has answered
  private final Deque<Lost> lost = new ArrayDeque<>();
  private Runnable onChange = () -> {};
  private Loop.@Nullable Timer timer;
  private @Nullable Search<?> walk;
  private Loop.@Nullable Timer pause;
  private boolean joining;
  private boolean hasJoined;
  private boolean refreshing;
  private boolean changed;
  private boolean closed;
  private long rejoinWait = TICK;
  private long rejoinAt;
  private long seekAt;
  private long measureAt;

  private record Lost(Contact contact, long since) {}

  /// The upkeep of a node that has not joined.
  ///
  /// @param refresh how long nothing may be heard in a bucket before it is refreshed
  public Upkeep(Member member, Duration refresh) {
    this.member = member;
    this.loop = member.loop();
    this.refreshNanos = refresh.toNanos();
  }

  /// Joins the network from contacts remembered from earlier and the bootstrap nodes, and stays in
  /// it. If none of them answers now, they are tried again.
  public void start(Collection<Contact> fromEarlier) {
    remembered = List.copyOf(fromEarlier);
    // Nodes started together should not all work in the same instant for ever.
    timer = loop.after(TICK / 2 + loop.random().nextLong(TICK), this::tick);
    join(remembered);
  }

  /// The contacts remembered from earlier as long as none of them has answered.
  public List<Contact> unanswered() {
    return remembered;
  }

  /// Calls `listener` once the first attempt to join has ended, well or not; at once if it has.
  public void whenJoined(Runnable listener) {
    if (hasJoined) {
      listener.run();
    } else {
      onJoined.add(listener);
    }
  }

  /// Whether the first attempt to join has ended.
  public boolean hasJoined() {
    return hasJoined;
  }

  /// Whether an attempt to join is under way.
  public boolean isJoining() {
    return joining;
  }

  /// Whether there is anyone to join by when the table is empty.
  public boolean hasWhomToJoinBy() {
    return member.hasBootstrap() || !remembered.isEmpty();
  }

  /// Calls `listener` whenever joining begins or ends and whenever the table has other contacts.
  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /// The table has other contacts than before.
  public void tableChanged() {
    changed = true;
    onChange.run();
  }

  /// Whether the table has changed since the last call.
  public boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /// The node has another id: look around it.
  public void idChanged() {
    if (hasJoined && !joining) {
      join(List.of());
    }
  }

  /// Somebody would have the place of `contact`: checks whether it still answers, unless it was
  /// asked just now because of another newcomer. Silence of the same two seconds must count once.
  public void doubt(Contact contact) {
    if (member.table().mayCheck(loop.now(), contact.id(), RETRY)) {
      check(contact);
    }
  }

  // A neighbour is asked for our neighbours: so who is new among them, or was not needed until
  // somebody left, gets known.
  private void check(Contact contact) {
    Consumer<Boolean> then =
        member.table().isOnProbation(contact.id()) ? alive -> {} : pace::checked;
    if (member.table().isNeighbour(contact.id())) {
      member.askNeighbour(contact, this::meetWanted, then);
    } else {
      member.ping(contact, then);
    }
  }

  /// Takes note that `contact` has left the table because it does not answer. For a day it is asked
  /// again now and then, one a minute of the 64 lost last: two halves of a network that was parted
  /// for longer than contacts are kept would else never hear of each other.
  public void lost(Contact contact) {
    keepLost(new Lost(contact, loop.now()));
  }

  private void keepLost(Lost one) {
    if (lost.size() == MOST_LOST) {
      lost.removeFirst();
    }
    lost.addLast(one);
  }

  private void seekLost(long now) {
    if (now < seekAt || lost.isEmpty()) {
      return;
    }
    seekAt = now + SEEK_LOST;
    Lost one = lost.removeFirst();
    if (now - one.since < LOST_FOR_GOOD && member.table().find(one.contact.id()).isEmpty()) {
      Consumer<Boolean> then =
          alive -> {
            if (!alive) {
              keepLost(one);
            }
          };
      member.askNeighbour(one.contact, this::meetWanted, then);
    }
  }

  private void meetWanted(List<Contact> named) {
    for (Contact contact : named) {
      if (member.table().wants(contact)) {
        meet(contact);
      }
    }
  }

  /// Checks a node that the table might want: if it answers, the table takes it.
  public void meet(Contact contact) {
    if (meeting.size() < MOST_MEETINGS
        && !meeting.contains(contact.endpoint())
        && member.mayMeet(contact)) {
      meeting.add(contact.endpoint());
      member.ping(contact, alive -> meeting.remove(contact.endpoint()));
    }
  }

  /// Ends the upkeep.
  public void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
    if (pause != null) {
      pause.cancel();
    }
  }

  /// Joins now, from the table, `known` contacts and the bootstrap nodes; `then` is run when the
  /// nodes nearest to the own id are found, well or not.
  public void join(Collection<Contact> known, Runnable then) {
    joining = true;
    onChange.run();
    NodeId id = member.id();
    Search<?> search =
        member.search(
            id,
            () -> {
              if (!closed && !id.equals(member.id())) {
                join(List.of(), then); // the node has taken another id meanwhile
                return;
              }
              joined();
              then.run();
            });
    search.hear(known);
    search.start();
  }

  private void join(Collection<Contact> known) {
    join(known, () -> {});
  }

  private void joined() {
    joining = false;
    hasJoined = true;
    rejoinAt = loop.now() + rejoinWait;
    measureAt = loop.now() + MEASURE;
    farther.clear();
    if (!member.isCutOff()) {
      farther.addAll(member.table().refreshTargets(loop.random()));
    }
    if (!refreshing) {
      refreshFarther();
    }
    onChange.run();
    List<Runnable> listeners = List.copyOf(onJoined);
    onJoined.clear();
    listeners.forEach(Runnable::run);
  }

  // After the own neighbourhood, all buckets farther away (section 2.3 of the Kademlia paper).
  //
  // Where nodes come and go by the minute, what fills the buckets now is soon worth nothing, and
  // this one may not stay long itself: then there are pauses between the walks.
  private void refreshFarther() {
    NodeId target = closed ? null : farther.poll();
    refreshing = target != null;
    if (target != null) {
      Search<?> search = member.search(target, this::walked);
      walk = search;
      search.start();
    }
  }

  private void walked() {
    boolean lostMany = walk != null && walk.losesMany();
    walk = null; // a finished walk still holds whom it has heard of
    if (!closed && lostMany) {
      pause = loop.after(SPREAD + loop.random().nextLong(SPREAD), this::refreshFarther);
    } else {
      refreshFarther();
    }
  }

  private void tick() {
    if (closed) {
      return;
    }
    timer = loop.after(TICK, this::tick);
    long now = loop.now();
    seekLost(now);
    if (member.table().size() == 0) {
      rejoin();
      return;
    }
    if (member.isCutOff()) {
      rejoin(); // either our line is dead or everybody we know is gone, which looks the same
    } else {
      rejoinWait = TICK;
    }
    remembered = List.of();
    for (int i = 0; i < MOST_CHECKS_PER_TICK; i++) {
      var due = member.table().nextToCheck(now, pace.quietNanos(), RETRY);
      if (due.isEmpty()) {
        break;
      }
      check(due.get());
    }
    if (!refreshing && !joining) {
      member.table().nextToRefresh(now, refreshNanos, loop.random()).ifPresent(this::refresh);
    }
    if (now >= measureAt) {
      measureAt = now + MEASURE;
      measure();
    }
  }

  // A walk to anywhere, to see how large the network is by now: where all buckets are in use none
  // is refreshed.
  private void measure() {
    NodeId anywhere = NodeId.random(member.id().length(), loop.random());
    member.search(anywhere, () -> {}).start();
  }

  private void rejoin() {
    if (!joining && loop.now() >= rejoinAt && hasWhomToJoinBy()) {
      rejoinWait = Math.min(2 * rejoinWait, LONGEST_REJOIN_WAIT);
      join(remembered);
    }
  }

  private void refresh(NodeId target) {
    farther.add(target);
    refreshFarther();
  }
}
