package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.Found;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.StoredValue;
import dev.kith.kv.wire.Answer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds the value of a key: here, else on the way to the nodes nearest to it. Ends as soon as the
/// [Profile.Tally] is decided; the nearest node that was asked and lacked the value is then given
/// it, so that the next one to look for it finds it sooner (section 2.3 of the paper).
final class Getting implements Search.Listener<Answer> {
  private final Parts parts;
  private final NodeId key;
  private final Consumer<Found> then;
  private final Profile.Tally tally;
  private @Nullable Search<Answer> search;
  private @Nullable Contact nearestLacking;
  private int holders;

  Getting(Parts parts, NodeId key, Consumer<Found> then) {
    this.parts = parts;
    this.key = key;
    this.then = then;
    this.tally = parts.profile().tally();
  }

  void start() {
    StoredValue own = parts.values().find(key);
    if (own != null) {
      holders++;
      if (tally.cast(own.value())) {
        then.accept(found(LookupCounts.NONE));
        return;
      }
    }
    Neighbours neighbours = parts.neighbours();
    search = neighbours.search(Finding.value(neighbours, key, Priority.FOREGROUND), key, this);
    search.start();
  }

  @Override
  public void replied(Contact contact, Answer answer) {
    switch (answer) {
      case Answer.Near _ -> lacks(contact);
      case Answer.Hit(MsgValue.Map map) -> {
        MsgValue value =
            parts.profile().believe(parts.loop().now(), key, map, new KeyKnowledge(parts, key));
        if (value == null) {
          return;
        }
        holders++;
        if (tally.cast(value) && search != null) {
          search.stop();
        }
      }
      case Answer.Pong _, Answer.Observed _, Answer.Stored _ -> {} // answers to other questions
    }
  }

  /// How many of those that answered hold exactly what was found.
  int agreeing() {
    return tally.votes();
  }

  private void lacks(Contact contact) {
    if (nearestLacking == null || key.compareDistance(contact.id(), nearestLacking.id()) < 0) {
      nearestLacking = contact;
    }
  }

  @Override
  public void ended() {
    MsgValue value = tally.winner();
    if (value != null && nearestLacking != null && parts.profile().caches()) {
      parts.storing().store(nearestLacking, key, value, Priority.BACKGROUND, reply -> {});
    }
    then.accept(found(search == null ? LookupCounts.NONE : search.counts()));
  }

  private Found found(LookupCounts counts) {
    return new Found(key, Optional.ofNullable(tally.winner()), holders, counts);
  }
}
