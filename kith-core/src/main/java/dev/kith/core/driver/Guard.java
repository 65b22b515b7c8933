package dev.kith.core.driver;

import dev.kith.core.limit.AddressLimits;
import dev.kith.core.limit.AddressRateLimiter;
import dev.kith.core.limit.ByteBudget;
import dev.kith.core.limit.ByteLimits;
import dev.kith.core.limit.RateLimiter;
import dev.kith.core.limit.ValidatedAddresses;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;

/// What strangers may cost one socket: whose datagrams are decoded at all, who may have work done,
/// and how many bytes an address is sent that has not proved itself. Local addresses are exempt.
public final class Guard {
  private static final int MOST_VALIDATED = 4_096;

  /// Of all strangers together, and of all who have proved themselves: a flood from very many
  /// addresses must not take the whole processor. They are counted apart, for addresses that have
  /// proved nothing cost an attacker nothing, and would leave nothing to the others.
  private static final long MOST_WORK_PER_SECOND = 4_000;

  private final Loop loop;
  private final Observer observer;
  private final int shortestDatagram;
  private final ValidatedAddresses validated;
  private final AddressRateLimiter work;
  private final RateLimiter workOfStrangers;
  private final RateLimiter workOfProved;
  private final ByteBudget budget;
  private final Introductions introductions = new Introductions();
  private final int pingBytes;
  private final int requestBytes;

  /// A guard that has seen nobody.
  ///
  /// @param shortestDatagram in bytes: nothing valid is shorter
  /// @param pingBytes the size of our pings
  /// @param requestBytes the size of the longest request of a walk, times how often it is sent
  public Guard(
      Loop loop, Observer observer, int shortestDatagram, int pingBytes, int requestBytes) {
    this.loop = loop;
    this.observer = observer;
    this.shortestDatagram = shortestDatagram;
    this.pingBytes = pingBytes;
    this.requestBytes = requestBytes;
    this.validated = new ValidatedAddresses(MOST_VALIDATED, loop.random().nextLong());
    this.work = new AddressRateLimiter(AddressLimits.HEAVY_REQUESTS, loop.random().nextLong());
    this.workOfStrangers = RateLimiter.bursty(2 * MOST_WORK_PER_SECOND, MOST_WORK_PER_SECOND);
    this.workOfProved = RateLimiter.bursty(2 * MOST_WORK_PER_SECOND, MOST_WORK_PER_SECOND);
    this.budget = new ByteBudget(ByteLimits.DEFAULT, validated, loop.random().nextLong());
  }

  /// Whether a datagram is worth decoding.
  public boolean admits(Endpoint from, int bytes) {
    boolean admitted = (bytes == 0 || bytes >= shortestDatagram) && from.isUsable();
    if (!admitted && !observer.equals(Observer.NONE)) {
      observer.on(new Event.Dropped("too short or from nowhere", from));
    }
    return admitted;
  }

  /// Whether `from` may ask for one more thing that costs more than a look into a table: a store, a
  /// signature to check, a reply much larger than the request.
  public boolean mayWork(Endpoint from) {
    return mayWork(from, 1);
  }

  /// The same for a thing that takes the processor `cost` times as long as those usually do.
  public boolean mayWork(Endpoint from, int cost) {
    long now = loop.now();
    Address address = from.address();
    if (!work.admits(now, address)) {
      return false;
    }
    return address.isLocal()
        || (isValidated(address) ? workOfProved : workOfStrangers).admits(now, cost);
  }

  /// `address` has just shown that it is real: it answered us, or brought a token of ours.
  public void validated(Address address) {
    if (!address.isLocal()) {
      validated.add(loop.now(), address);
    }
  }

  /// `from` has answered us.
  public void answered(Endpoint from) {
    validated(from.address());
    introductions.end(from);
  }

  /// Whether `address` has shown that it is real, within the last ten minutes, or is local.
  public boolean isValidated(Address address) {
    return address.isLocal() || validated.contains(loop.now(), address);
  }

  /// Whether a stranger who has asked us something, and whom the table would have, may be pinged
  /// now; if so it counts as pinged, once, and the ping is to be sent when it has had its reply: if
  /// our ping were there first, it would ping us in turn.
  public boolean mayMeet(Endpoint to) {
    return begin(to, Introductions.MOST_MEETINGS);
  }

  /// Whether somebody of whom others told us may be pinged now; if so the ping is charged.
  public boolean mayMeetNamed(Endpoint to) {
    return budget.admitsOwn(loop.now(), to.address(), costOfPing(to));
  }

  /// Whether a walk may ask somebody of whom others told it something now; if so the request is
  /// charged.
  public boolean mayAskNamed(Endpoint to) {
    Address address = to.address();
    return budget.admitsOwn(loop.now(), address, requestBytes + ByteBudget.headers(address));
  }

  /// Whether a ping is out to `to`, who is to be sent much if it answers.
  boolean isPinged(Endpoint to) {
    return introductions.isOut(loop.now(), to);
  }

  /// Whether it may be pinged now; if so it counts as pinged, once.
  boolean mayPing(Endpoint to) {
    return begin(to, Introductions.MOST);
  }

  private boolean begin(Endpoint to, int most) {
    long now = loop.now();
    boolean may =
        introductions.hasRoom(now, to, most) && mayAfford(to.address(), 0, costOfPing(to));
    if (may) {
      introductions.begin(now, to);
    }
    return may;
  }

  /// The largest reply to a request of `asked` bytes that is not much larger than that.
  int mostAtOnce(Endpoint to, int asked) {
    return budget.proportionate(to.address(), asked);
  }

  /// The same beside a ping of ours.
  int mostBesidePing(Endpoint to, int asked) {
    return mostAtOnce(to, asked) - costOfPing(to);
  }

  private int costOfPing(Endpoint to) {
    return pingBytes + ByteBudget.headers(to.address()); // nobody paid for those either
  }

  /// Whether a reply of `size` bytes to a request of `asked` may be sent to `to` now; if so it is
  /// charged.
  public boolean mayAfford(Address to, int asked, int size) {
    return budget.admits(loop.now(), to, asked, size);
  }
}
