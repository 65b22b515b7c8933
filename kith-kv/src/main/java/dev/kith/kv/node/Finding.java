package dev.kith.kv.node;

import dev.kith.core.driver.Call;
import dev.kith.core.driver.Question;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The question of a lookup: who is near a target, or what is stored under a key.
///
/// @param neighbours who asks
/// @param method `find_node` or `find_value`
/// @param form that, with the target
/// @param priority whether somebody waits
record Finding(Neighbours neighbours, String method, Ask.Form form, Priority priority)
    implements Question<Answer> {
  /// Asks for nodes.
  static Finding nodes(Neighbours neighbours, NodeId target, Priority priority) {
    return new Finding(
        neighbours, "find_node", id -> new Request.FindNode(id, neighbours.id(), target), priority);
  }

  /// Asks for a value.
  static Finding value(Neighbours neighbours, NodeId key, Priority priority) {
    return new Finding(
        neighbours, "find_value", id -> new Request.FindValue(id, neighbours.id(), key), priority);
  }

  /// The request to one contact.
  Ask to(Contact contact) {
    return Ask.contact(contact, form, priority);
  }

  @Override
  public Call ask(Contact contact, Reception<Answer> then) {
    return neighbours.ask(
        to(contact),
        outcome -> {
          if (outcome instanceof Outcome.Answered(Answer answer)) {
            then.answered(contact.id(), answer);
          } else {
            then.failed();
          }
        });
  }

  /// Whom we know by address only tells its id in answer to a ping, and is asked then.
  @Override
  public Call ask(Endpoint stranger, Reception<Answer> then) {
    return new Introduction(this, stranger, then);
  }

  @Override
  public List<Contact> named(Answer answer, Endpoint from) {
    return switch (answer) {
      case Answer.Near(List<Contact> contacts) -> neighbours.usable(contacts, from);
      case Answer.Hit _, Answer.Pong _, Answer.Observed _, Answer.Stored _ -> List.of();
    };
  }

  @Override
  public boolean counts(Contact contact, Answer answer) {
    return true;
  }

  /// A ping, and then the question.
  private static final class Introduction implements Call {
    private final Finding finding;
    private final Reception<Answer> then;
    private Call step;

    Introduction(Finding finding, Endpoint stranger, Reception<Answer> then) {
      this.finding = finding;
      this.then = then;
      this.step = finding.neighbours.ping(stranger, null, finding.priority, this::met);
    }

    private void met(@Nullable Contact contact) {
      if (contact == null || contact.id().equals(finding.neighbours.id())) {
        then.failed();
      } else {
        step = finding.ask(contact, then);
      }
    }

    @Override
    public void cancel() {
      step.cancel();
    }

    @Override
    public void withdraw() {
      step.withdraw();
    }

    @Override
    public boolean isTurnedAway() {
      return step.isTurnedAway();
    }
  }
}
