package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.Answer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Stores a value on the k nodes nearest to its key, and here if this node is as near (section 2.3
/// of the paper).
final class Setting implements Search.Listener<Answer> {
  private final Parts parts;
  private final NodeId key;
  private final MsgValue published;
  private final MsgValue kept;
  private final Priority priority;
  private final Consumer<SetReport> then;
  private @Nullable Search<Answer> search;
  private LookupCounts lookup = LookupCounts.NONE;
  private int open;
  private int asked;
  private int stored;
  private int refused;
  private int silent;
  private boolean here;

  /// Will store `published` elsewhere and `kept` here, and tell `then` how that went.
  Setting(
      Parts parts,
      NodeId key,
      MsgValue published,
      MsgValue kept,
      Priority priority,
      Consumer<SetReport> then) {
    this.parts = parts;
    this.key = key;
    this.published = published;
    this.kept = kept;
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
    asked = nearest.size();
    for (Contact contact : nearest) {
      open++;
      parts.storing().store(contact, key, published, priority, this::replied);
    }
    if (isNear(nearest)) {
      open++;
      parts
          .values()
          .keep(
              key,
              kept,
              safe -> {
                here = safe;
                close();
              });
    }
    close();
  }

  private boolean isNear(List<Contact> nearest) {
    return nearest.size() < parts.neighbours().k()
        || key.compareDistance(parts.neighbours().id(), nearest.getLast().id()) < 0;
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
      then.accept(new SetReport(key, asked, stored, refused, silent, here, lookup));
    }
  }
}
