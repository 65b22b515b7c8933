package dev.kith.kv.node;

import dev.kith.core.driver.Guard;
import dev.kith.core.driver.Retry;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.Request;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks nodes to store a value. One that does not fit into a single packet goes only to an address
/// that has shown that it is real: whoever has not is pinged first. One that no `store` can carry,
/// as another node may have answered it, goes nowhere.
final class Storing {
  /// Values up to this many bytes leave room for all else in a packet of 1,280 bytes.
  private static final int SMALL = 1_100;

  private final Neighbours neighbours;
  private final Guard guard;
  private final Profile profile;

  Storing(Neighbours neighbours, Guard guard, Profile profile) {
    this.neighbours = neighbours;
    this.guard = guard;
    this.profile = profile;
  }

  /// What a node said to it.
  enum Reply {
    /// It says that it keeps the value.
    STORED,
    /// It says that it does not, or could not be asked: the value is too long.
    REFUSED,
    /// It said nothing in time.
    SILENT
  }

  /// Asks `contact` to store `value`, and tells `then` what it says: of several pieces, the first
  /// thing other than yes.
  void store(Contact contact, NodeId key, MsgValue value, Priority priority, Consumer<Reply> then) {
    store(contact, key, profile.pieces(value).iterator(), priority, then);
  }

  private void store(
      Contact contact,
      NodeId key,
      Iterator<MsgValue> pieces,
      Priority priority,
      Consumer<Reply> then) {
    MsgValue piece = pieces.next();
    prove(
        contact,
        key,
        piece,
        priority,
        reply -> {
          if (reply == Reply.STORED && pieces.hasNext()) {
            store(contact, key, pieces, priority, then);
          } else {
            then.accept(reply);
          }
        });
  }

  private void prove(
      Contact contact, NodeId key, MsgValue value, Priority priority, Consumer<Reply> then) {
    int length = MsgWriter.write(value).length();
    if (length > Request.MAX_FORM_BYTES) {
      then.accept(Reply.REFUSED);
      return;
    }
    if (length <= SMALL || guard.isValidated(contact.endpoint().address())) {
      send(contact, key, value, priority, then);
      return;
    }
    Retry.<@Nullable Contact>whileTurnedAway(
        neighbours.loop(),
        answer -> neighbours.ping(contact.endpoint(), contact.id(), priority, answer),
        real -> {
          if (real == null) {
            then.accept(Reply.SILENT);
          } else {
            send(contact, key, value, priority, then);
          }
        });
  }

  private void send(
      Contact contact, NodeId key, MsgValue value, Priority priority, Consumer<Reply> then) {
    Ask ask =
        Ask.contact(contact, id -> new Request.Store(id, neighbours.id(), key, value), priority);
    Retry.<Outcome>whileTurnedAway(
        neighbours.loop(),
        answer -> neighbours.ask(ask, answer),
        outcome -> then.accept(reply(outcome)));
  }

  private static Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(Answer.Stored(boolean kept)) -> kept ? Reply.STORED : Reply.REFUSED;
      case Outcome.Answered _, Outcome.Garbled _ -> Reply.REFUSED;
      case Outcome.Silent _, Outcome.Cancelled _ -> Reply.SILENT;
    };
  }
}
