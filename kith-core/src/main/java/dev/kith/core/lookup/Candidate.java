package dev.kith.core.lookup;

import dev.kith.core.id.Contact;

/// One contact a lookup has heard of, and how far it has got with it.
final class Candidate {
  final Contact contact;
  State state = State.NEW;
  boolean isFirstEndpoint = true;
  long stallAt;
  long overdueAt;

  Candidate(Contact contact) {
    this.contact = contact;
  }

  void ask(long now, Patience patience) {
    state = State.WAITING;
    stallAt = now + patience.stallNanos();
    overdueAt = now + patience.overdueNanos();
  }

  boolean isStalled(long now) {
    return now >= stallAt;
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
