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
  private final MsgValue offered;
  private final Profile.Knowledge knowledge;
  private final Consumer<@Nullable MsgValue> then;
  private final List<MsgValue.Map> hits = new ArrayList<>();
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
    this.offered = offered;
    this.knowledge = knowledge;
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
      case Answer.Hit(MsgValue.Map hit) -> hits.add(hit); // each node asked says one thing
      case Answer.Near _, Answer.Pong _, Answer.Observed _, Answer.Stored _ -> {}
    }
  }

  @Override
  public void ended() {
    then.accept(winner(parts.profile(), parts.loop().now(), key, offered, hits, knowledge));
  }

  /// What most of `hits` say, `null` if that is nothing to be believed, or nothing but `offered`.
  static @Nullable MsgValue winner(
      Profile profile,
      long now,
      NodeId key,
      MsgValue offered,
      List<MsgValue.Map> hits,
      Profile.Knowledge knowledge) {
    boolean isContested =
        hits.stream()
            .anyMatch(
                hit ->
                    !profile.says(hit, offered)
                        && profile.believe(now, key, hit, knowledge) != null);
    Profile.Tally tally = profile.tally();
    if (isContested) {
      for (MsgValue.Map hit : hits) {
        MsgValue value = profile.believe(now, key, hit, knowledge);
        if (value != null) {
          tally.cast(value);
        }
      }
    }
    return tally.winner();
  }

  /// The search, if it went as one for the nearest nodes would have gone: whoever holds a value
  /// names no others. For when it has ended.
  Optional<Search<Answer>> walk() {
    return hits.isEmpty() ? Optional.ofNullable(search) : Optional.empty();
  }
}
