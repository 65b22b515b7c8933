package dev.kith.core.lookup;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One path of a lookup: candidates in the order of their distance, whom to ask next, when to stop.
///
/// - Alpha contacts are in flight, as long as there is anyone worth asking. A contact that is
///   silent for longer than its [Patience] frees its slot, so dead contacts slow a path down by
///   that time at most; they do not stop it. `mostWaiting` bounds how far this goes.
/// - Only contacts among the k nearest not given up are asked, so a path that has got near sends
///   little more than k requests. For one that is doubtful the next nearest is asked as a stand-in:
///   else the dead among the last k would be waited for one after the other.
/// - Where a quarter of those asked are lost, failed or doubtful, the path reckons with more: it
///   asks up to twice as many at a time and of the nearest, and gives the doubtful less time.
/// - A contact whom another path has asked is none of this path's: it is passed over.
/// - A contact whose place others have, its endpoint, its id or its block, is put aside, and heard
///   again when one is given up: what was told first may have been a lie.
/// - It ends: the candidates are bounded, and each is asked, given up, passed over or forgotten.
final class Path {
  // So many lost contacts may be chance.
  private static final int FEW = 3;
  // At which one id is tried.
  private static final int MOST_ENDPOINTS = 3;

  private final NodeId target;
  private final NodeId self;
  private final LookupOptions options;
  private final Claims claims;
  private final Ranking candidates;
  private final List<Candidate> waiting = new ArrayList<>();
  private List<Contact> aside = List.of();
  private int asked;
  private int answered;
  private int failed;

  Path(NodeId target, NodeId self, LookupOptions options, Claims claims) {
    this.target = target;
    this.self = self;
    this.options = options;
    this.claims = claims;
    this.candidates = new Ranking(target);
  }

  /// What to do now. `patience` applies to the contact asked by this step. Unless it `mayAsk`
  /// anybody it waits until it may.
  Step next(long now, Patience patience, boolean mayAsk) {
    int lost = lost(now);
    boolean manyLost = isMany(lost);
    giveUpLate(now, manyLost);
    int width = options.alpha() + Math.min(lost, options.alpha());
    boolean slotFree = inFlight(now) < width && waiting.size() < options.mostWaiting();
    int enough = manyLost ? options.k() + Math.min(lost, options.k()) : options.k();
    int kept = 0; // on whom the end depends
    int sound = 0; // the same without the doubtful
    boolean unfinished = false;
    for (int place = 0; place < candidates.size(); place++) {
      Candidate candidate = candidates.at(place);
      boolean beyond = !isWithinReach(candidate);
      if (sound >= enough && beyond) {
        break;
      }
      boolean isNeeded = kept < options.k() || !beyond;
      switch (candidate.state) {
        case NEW -> {
          if (claims.isAsked(candidate.contact)) {
            continue;
          }
          if (slotFree && mayAsk) {
            return ask(candidate, now, patience);
          }
          if (slotFree) {
            return new Step.Wait(nextLossOfPatience(now));
          }
          unfinished |= isNeeded;
          kept++;
          sound++;
        }
        case WAITING -> {
          boolean isDoubtful = candidate.isDoubtful(now);
          if (!isTooLate(candidate, now, manyLost)) {
            unfinished |= isNeeded;
            kept++;
            sound += isDoubtful ? 0 : 1;
          }
        }
        case ANSWERED -> {
          kept++;
          sound++;
        }
        case FAILED -> {}
      }
    }
    if (unfinished) {
      return new Step.Wait(nextLossOfPatience(now));
    }
    return new Step.Finished();
  }

  private Step ask(Candidate candidate, long now, Patience patience) {
    claims.ask(candidate.contact);
    candidate.ask(now, patience);
    waiting.add(candidate);
    asked++;
    return new Step.Ask(candidate.contact);
  }

  /// Whether this path has asked `contact`, be it answered or not.
  boolean hasAsked(Contact contact) {
    Candidate candidate = find(contact);
    return candidate != null
        && switch (candidate.state) {
          case WAITING, ANSWERED, FAILED -> true;
          case NEW -> false;
        };
  }

  void held(Contact contact) {
    Candidate candidate = find(contact);
    if (candidate != null && candidate.state == Candidate.State.WAITING) {
      candidate.hold();
    }
  }

  void sent(long now, Contact contact, Patience patience) {
    Candidate candidate = find(contact);
    if (candidate != null && candidate.state == Candidate.State.WAITING) {
      candidate.sent(now, patience);
    }
  }

  void answered(Contact contact) {
    Candidate candidate = find(contact);
    if (candidate != null && conclude(candidate, Candidate.State.ANSWERED)) {
      answered++;
    }
  }

  void met(Contact contact) {
    Candidate candidate = find(contact);
    if (candidate != null && candidate.state == Candidate.State.NEW) {
      claims.ask(contact);
      candidate.state = Candidate.State.ANSWERED;
    }
  }

  void failed(Contact contact) {
    Candidate candidate = find(contact);
    if (candidate != null && conclude(candidate, Candidate.State.FAILED)) {
      failed++;
      giveUp(candidate);
      hearAside();
    }
  }

  /// The contacts that answered, nearest first: the k nearest and any other within reach.
  List<Contact> nearest() {
    List<Contact> nearest = new ArrayList<>(options.k());
    for (int place = 0; place < candidates.size(); place++) {
      Candidate candidate = candidates.at(place);
      boolean isTwin = !nearest.isEmpty() && nearest.getLast().id().equals(candidate.contact.id());
      if (candidate.state == Candidate.State.ANSWERED
          && !isTwin
          && (nearest.size() < options.k() || isWithinReach(candidate))) {
        nearest.add(candidate.contact);
      }
    }
    return nearest;
  }

  List<Contact> unanswered() {
    return waiting.stream().map(candidate -> candidate.contact).toList();
  }

  LookupCounts counts() {
    return new LookupCounts(asked, answered, failed);
  }

  private boolean isWithinReach(Candidate candidate) {
    return Long.compareUnsigned(candidate.distanceHead, options.reach()) < 0;
  }

  void hear(Contact contact) {
    if (contact.id().length() != target.length() || contact.id().equals(self)) {
      return;
    }
    int place = candidates.placeOf(contact.id());
    if (place >= options.mostCandidates() || candidates.placeOf(contact, place) >= 0) {
      return;
    }
    switch (crowding(contact, place)) {
      case FREE -> insert(place, contact);
      case RIVALLED -> putAside(contact);
      case EXHAUSTED -> {}
    }
  }

  private Crowding crowding(Contact contact, int place) {
    int twins = 0;
    boolean isRivalled = false;
    for (int i = place; candidates.holds(i, contact.id()); i++) {
      Candidate twin = candidates.at(i);
      boolean isPassedOver =
          twin.state == Candidate.State.NEW && claims.isAsked(twin.contact) || twin.isGivenUp();
      isRivalled |= !isPassedOver;
      twins++;
    }
    if (twins >= MOST_ENDPOINTS) {
      return Crowding.EXHAUSTED;
    }
    return isRivalled ? Crowding.RIVALLED : candidates.crowding(contact, options.mostPerBlock());
  }

  private void insert(int place, Contact contact) {
    candidates.insert(place, new Candidate(contact, target));
    if (candidates.size() > options.mostCandidates()) {
      forgetFarthestUnasked();
    }
  }

  private void putAside(Contact contact) {
    if (aside.isEmpty()) {
      aside = new ArrayList<>();
    }
    if (aside.size() < options.mostCandidates() && !aside.contains(contact)) {
      aside.add(contact);
    }
  }

  private void hearAside() {
    List<Contact> again = aside;
    aside = List.of();
    again.forEach(this::hear);
  }

  private void giveUpLate(long now, boolean manyLost) {
    boolean any = false;
    for (Candidate candidate : waiting) {
      if (!candidate.isGivenUp() && isTooLate(candidate, now, manyLost)) {
        giveUp(candidate);
        any = true;
      }
    }
    if (any) {
      hearAside();
    }
  }

  private static boolean isTooLate(Candidate candidate, long now, boolean manyLost) {
    return candidate.isOverdue(now) || manyLost && candidate.isNearlyOverdue(now);
  }

  private void giveUp(Candidate candidate) {
    candidate.giveUp();
    claims.release(candidate.contact);
  }

  private void forgetFarthestUnasked() {
    for (int i = candidates.size() - 1; i >= 0; i--) {
      if (candidates.at(i).state == Candidate.State.NEW) {
        candidates.remove(i);
        return;
      }
    }
  }

  private boolean conclude(Candidate candidate, Candidate.State outcome) {
    if (candidate.state != Candidate.State.WAITING) {
      return false;
    }
    candidate.state = outcome;
    waiting.remove(candidate);
    return true;
  }

  private @Nullable Candidate find(Contact contact) {
    if (contact.id().length() != target.length()) {
      return null;
    }
    int place = candidates.placeOf(contact, candidates.placeOf(contact.id()));
    return place < 0 ? null : candidates.at(place);
  }

  void stirred(long now, Endpoint from, Patience patience) {
    for (Candidate candidate : waiting) {
      if (candidate.contact.endpoint().equals(from)) {
        candidate.stir(now, patience);
      }
    }
  }

  /// Whether a quarter of those asked are lost.
  boolean losesMany(long now) {
    return isMany(lost(now));
  }

  private boolean isMany(int lost) {
    return lost >= FEW && 4 * lost >= asked;
  }

  private int inFlight(long now) {
    int count = 0;
    for (Candidate candidate : waiting) {
      count += candidate.isStalled(now) ? 0 : 1;
    }
    return count;
  }

  // The contacts that have failed or will.
  private int lost(long now) {
    int lost = failed;
    for (Candidate candidate : waiting) {
      lost += candidate.isDoubtful(now) ? 1 : 0;
    }
    return lost;
  }

  private long nextLossOfPatience(long now) {
    long until = Long.MAX_VALUE;
    for (Candidate candidate : waiting) {
      if (!candidate.isStalled(now)) {
        until = Math.min(until, candidate.stallAt);
      } else if (!candidate.isDoubtful(now)) {
        until = Math.min(until, candidate.doubtfulAt);
      } else if (!candidate.isNearlyOverdue(now)) {
        until = Math.min(until, candidate.nearlyOverdueAt());
      } else if (!candidate.isOverdue(now)) {
        until = Math.min(until, candidate.overdueAt);
      }
    }
    return until;
  }
}
