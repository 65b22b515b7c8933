package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds out whether others hold something other than a value that is to be stored here.
///
/// Nodes that are asked to store a value at the same time ask each other, and most of what they
/// hear is that value itself. Its owner's signature was verified before; who passes it on matters
/// only in a vote against another. So an answer that says the same is verified only if some answer
/// says otherwise and is to be believed.
final class Hearsay implements Search.Listener<Answer> {
  private final Parts parts;
  private final NodeId key;
  private final Votes votes;
  private final Consumer<@Nullable MsgValue> then;
  private @Nullable Search<Answer> search;

  /// Will tell `then` what most others hold under `key`, `null` if that is nothing, or nothing but
  /// `offered`.
  Hearsay(
      Parts parts,
      NodeId key,
      MsgValue offered,
      Profile.Knowledge knowledge,
      Consumer<@Nullable MsgValue> then) {
    this.parts = parts;
    this.key = key;
    this.votes = new Votes(parts.profile(), key, offered, knowledge);
    this.then = then;
  }

  void start() {
    Neighbours neighbours = parts.neighbours();
    search = neighbours.search(Finding.value(neighbours, key, Priority.FOREGROUND), key, this);
    search.start();
  }

  @Override
  public void replied(Contact contact, Answer answer) {
    switch (answer) {
      case Answer.Hit(MsgValue.Map hit) -> votes.add(parts.loop().now(), hit);
      case Answer.Near _, Answer.Pong _, Answer.Observed _, Answer.Stored _ -> {}
    }
  }

  @Override
  public void ended() {
    then.accept(votes.winner(parts.loop().now()));
  }

  /// The search, if it went as one for the nearest nodes would have gone: whoever holds a value
  /// names no others. For when it has ended.
  Optional<Search<Answer>> walk() {
    return votes.isEmpty() ? Optional.ofNullable(search) : Optional.empty();
  }

  /// What was heard, one vote for each node that was asked.
  static final class Votes {
    private final Profile profile;
    private final NodeId key;
    private final MsgValue offered;
    private final Profile.Knowledge knowledge;
    private final List<Vote> votes = new ArrayList<>();
    private boolean isContested;

    Votes(Profile profile, NodeId key, MsgValue offered, Profile.Knowledge knowledge) {
      this.profile = profile;
      this.key = key;
      this.offered = offered;
      this.knowledge = knowledge;
    }

    void add(long now, MsgValue.Map hit) {
      if (profile.says(hit, offered)) {
        votes.add(new Vote.Unverified(hit));
        return;
      }
      MsgValue value = profile.believe(now, key, hit, knowledge);
      votes.add(new Vote.Verified(value));
      isContested |= value != null && !value.equals(offered);
    }

    boolean isEmpty() {
      return votes.isEmpty();
    }

    /// What most say, `null` if that is nothing to be believed, or nothing but what is offered.
    @Nullable MsgValue winner(long now) {
      if (!isContested) {
        return null;
      }
      Profile.Tally tally = profile.tally();
      for (Vote vote : votes) {
        MsgValue value =
            switch (vote) {
              case Vote.Verified(MsgValue believed) -> believed;
              case Vote.Unverified(MsgValue.Map hit) -> profile.believe(now, key, hit, knowledge);
            };
        if (value != null) {
          tally.cast(value);
        }
      }
      return tally.winner();
    }
  }

  /// One node's answer.
  private sealed interface Vote {
    /// It was verified; `null` if it is not to be believed.
    record Verified(@Nullable MsgValue value) implements Vote {}

    /// It says what is offered.
    record Unverified(MsgValue.Map hit) implements Vote {}
  }
}
