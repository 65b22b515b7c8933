package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.node.Profile.Verdict;
import dev.kith.kv.store.StoredValue;
import dev.kith.kv.wire.Answer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stores a value on the k nodes nearest to its key, and here if this node is as near (section 2.3
/// of the paper). A copy that is held here though others are nearer is brought up to date.
///
/// To find the nearest takes a while, in which something else may be stored here. So what is stored
/// is asked for when they are found, and what that makes of the copy here is judged then.
final class Setting implements Search.Listener<Answer> {
  private final Parts parts;
  private final NodeId key;
  private final Supplier<Optional<Verdict.Store>> content;
  private final Priority priority;
  private final Consumer<SetReport> then;
  private @Nullable Search<Answer> search;
  private LookupCounts lookup = LookupCounts.NONE;
  private Verdict.@Nullable Store what;
  private @Nullable MsgValue held; // here, when the others were asked
  private int open;
  private int asked;
  private int stored;
  private int refused;
  private int silent;
  private boolean here;

  /// Will store `content` and tell `then` how that went; if it is empty by then, nothing is stored.
  Setting(
      Parts parts,
      NodeId key,
      Supplier<Optional<Verdict.Store>> content,
      Priority priority,
      Consumer<SetReport> then) {
    this.parts = parts;
    this.key = key;
    this.content = content;
    this.priority = priority;
    this.then = then;
  }

  /// Looks for the nearest nodes and stores on them.
  void start() {
    Neighbours neighbours = parts.neighbours();
    search = neighbours.search(Finding.nodes(neighbours, key, priority), key, this);
    search.start();
  }

  /// Stores on the nodes that `walked` has found to be the nearest; it has ended.
  void startAfter(Search<Answer> walked) {
    search = walked;
    ended();
  }

  /// Stores on the nearest nodes of the routing table if no lookup would find nearer ones, because
  /// the table is complete there (section 2.5 of the paper); else looks first.
  void startNearby() {
    int k = parts.neighbours().k();
    if (parts.neighbours().table().isCompleteAround(key, k)) {
      storeOn(parts.neighbours().closest(key, k));
    } else {
      start();
    }
  }

  @Override
  public void replied(Contact contact, Answer answer) {}

  @Override
  public void ended() {
    if (search != null) {
      lookup = search.counts();
      storeOn(search.nearest());
    }
  }

  private void storeOn(List<Contact> nearest) {
    open = 1; // held until all are asked
    what = content.get().orElse(null);
    if (what != null) {
      storeOn(nearest, what);
    }
    close();
  }

  private void storeOn(List<Contact> nearest, Verdict.Store what) {
    held = heldHere();
    asked = nearest.size();
    for (Contact contact : nearest) {
      open++;
      parts.storing().store(contact, key, what.published(), priority, this::replied);
    }
    if (isNear(nearest)) {
      open++;
      keepHere(what);
    }
  }

  private boolean isNear(List<Contact> nearest) {
    return nearest.size() < parts.neighbours().k()
        || key.compareDistance(parts.neighbours().id(), nearest.getLast().id()) < 0;
  }

  private @Nullable MsgValue heldHere() {
    StoredValue here = parts.values().find(key);
    return here == null ? null : here.value();
  }

  private void keepHere(Verdict.Store what) {
    if (held == null) {
      parts.values().keep(key, what.kept(), this::kept);
    } else {
      judgeAgain(
          what,
          verdict -> {
            switch (verdict) {
              case Verdict.Store(MsgValue kept, MsgValue _) ->
                  parts.values().keep(key, kept, this::kept);
              case Verdict.Refuse _ -> kept(false);
            }
          });
    }
  }

  // At once, for something is held here.
  private void judgeAgain(Verdict.Store what, Consumer<Verdict> then) {
    parts
        .profile()
        .judge(parts.loop().now(), key, what.published(), new KeyKnowledge(parts, key), then);
  }

  private void kept(boolean safe) {
    here = safe;
    close();
  }

  private void replied(Storing.Reply reply) {
    switch (reply) {
      case STORED -> stored++;
      case REFUSED -> refused++;
      case SILENT -> silent++;
    }
    close();
  }

  private void close() {
    open--;
    if (open == 0) {
      if (stored > 0 && !here && what != null) {
        handOver(what);
      }
      then.accept(new SetReport(key, asked, stored, refused, silent, here, lookup));
    }
  }

  // Others keep the value: from here on what is held here is a copy like any other, unless it has
  // been stored meanwhile.
  private void handOver(Verdict.Store what) {
    if (held == null || !held.equals(heldHere())) {
      return;
    }
    judgeAgain(
        what,
        verdict -> {
          if (verdict instanceof Verdict.Store(MsgValue kept, MsgValue _)) {
            parts.values().handedOver(key, kept);
          }
        });
  }
}
