package dev.kith.core.lookup;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;

/// One contact a path has heard of, and how far it has got with it.
final class Candidate {
  final Contact contact;
  final long distanceHead; // the top of the distance to the target
  State state = State.NEW;
  private boolean isGivenUp;
  private boolean hasStirred;
  long stallAt;
  long doubtfulAt;
  long overdueAt;

  Candidate(Contact contact, NodeId target) {
    this.contact = contact;
    this.distanceHead = target.distanceHead(contact.id());
  }

  void ask(long now, Patience patience) {
    state = State.WAITING;
    sent(now, patience);
  }

  /// The request waits for its turn: until it has been sent, the silence is none.
  void hold() {
    stallAt = Long.MAX_VALUE;
    doubtfulAt = Long.MAX_VALUE;
    overdueAt = Long.MAX_VALUE;
  }

  void sent(long now, Patience patience) {
    stallAt = now + patience.stallNanos();
    doubtfulAt = now + patience.doubtfulNanos();
    overdueAt = now + patience.overdueNanos();
  }

  /// Takes note that it has shown life while it was waited for, once.
  void stir(long now, Patience patience) {
    if (!hasStirred) {
      hasStirred = true;
      ask(now, patience);
    }
  }

  boolean isStalled(long now) {
    return now >= stallAt;
  }

  /// Takes note that it has failed, or is so late that it probably will.
  void giveUp() {
    isGivenUp = true;
  }

  /// Whether it has been given up and has not answered since.
  boolean isGivenUp() {
    return isGivenUp && state != State.ANSWERED;
  }

  /// Whether it has been silent for so long that it will probably not answer at all.
  boolean isDoubtful(long now) {
    return now >= doubtfulAt;
  }

  /// Whether half of the time between doubtful and overdue has passed.
  boolean isNearlyOverdue(long now) {
    return now >= nearlyOverdueAt();
  }

  long nearlyOverdueAt() {
    return doubtfulAt + (overdueAt - doubtfulAt) / 2;
  }

  boolean isOverdue(long now) {
    return now >= overdueAt;
  }

  enum State {
    NEW,
    WAITING,
    ANSWERED,
    FAILED
  }
}
