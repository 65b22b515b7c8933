package dev.kith.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final World world = World.seeded(1);
  private final Endpoint self = world.host().endpoint(1);
  private final Endpoint other = world.host().endpoint(2);
  private final Endpoint third = world.host().endpoint(3);
  private final Contact contact = new Contact(NodeId.hex("01".repeat(20)), other);
  private final Complaints complaints = new Complaints();
  private final Exchanges<Integer, String, String> exchanges =
      new Exchanges<>(
          world,
          self,
          complaints,
          new ReplyBudgets(complaints),
          new Exchanges.Bounds(2, TIMEOUT, 1));

  @Test
  void a_reply_answers_what_its_sender_was_asked_and_nothing_else() {
    exchanges.asks(other, 7, "ping");

    assertThat(exchanges.answered(third, 7)).isNull();
    assertThat(exchanges.answered(other, 8)).isNull();
    assertThat(exchanges.answered(other, 7)).isEqualTo("ping");
  }

  @Test
  void an_answer_taken_from_who_was_not_asked_is_complained_of() {
    exchanges.asks(other, 7, "ping");

    exchanges.answered(other, 7);
    exchanges.noticed(new Event.RequestAnswered("ping", other, 1));
    assertThat(complaints.all()).isEmpty();
    exchanges.answered(third, 7);
    exchanges.noticed(new Event.RequestAnswered("ping", third, 1));

    assertThat(complaints.all()).singleElement().asString().startsWith("requests: " + self);
  }

  @Test
  void only_a_verified_contact_may_enter_the_table_or_be_named() {
    exchanges.noticed(new Event.ContactAdded(contact));
    exchanges.names(List.of(contact));
    exchanges.verified(contact);
    exchanges.noticed(new Event.ContactAdded(contact));
    exchanges.names(List.of(contact));

    assertThat(complaints.all())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).startsWith("routing table: "));
  }

  @Test
  void too_many_requests_in_flight_and_contacts_named_are_complained_of() {
    exchanges.verified(contact);

    exchanges.asks(other, 1, "ping");
    exchanges.asks(other, 2, "ping");
    world.run(TIMEOUT);
    exchanges.asks(other, 3, "ping");
    exchanges.asks(other, 4, "ping");
    exchanges.answered(other, 4);
    exchanges.asks(other, 5, "ping");
    assertThat(complaints.all()).isEmpty();
    exchanges.asks(other, 6, "ping");
    exchanges.names(List.of(contact, contact));

    assertThat(complaints.all())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).startsWith("bounds: "));
  }

  @Test
  void a_reply_to_nothing_answers_no_request_and_one_to_a_request_answers_that() {
    exchanges.asked(other, 7, "find", 40);

    assertThat(exchanges.replies(third, 7)).isNull();
    assertThat(exchanges.replies(other, 8)).isNull();
    assertThat(exchanges.replies(other, 7)).isEqualTo(new Exchanges.Asked<>("find", 40, 0));
  }

  @Test
  void the_reply_budget_holds_for_an_address_until_it_has_answered() {
    ReplyBudgets budgets = new ReplyBudgets(complaints);
    var strict =
        new Exchanges<Integer, String, String>(
            world, self, complaints, budgets, new Exchanges.Bounds(2, TIMEOUT, 1));
    strict.asked(other, 7, "find", 40);

    strict.replies(other, 7);
    budgets.sent(0, self, other, 1_000);
    strict.asks(other, 1, "ping");
    strict.answered(other, 1);
    strict.replies(other, 7);
    budgets.sent(0, self, other, 1_000);

    assertThat(complaints.all()).singleElement().asString().startsWith("reply budget: ");
  }

  @Test
  void nothing_is_known_any_more_after_a_restart() {
    exchanges.asks(other, 7, "ping");
    exchanges.asked(other, 8, "find", 40);
    exchanges.proves(other.address());

    var after = exchanges.restarted();

    assertThat(after.answered(other, 7)).isNull();
    assertThat(after.replies(other, 8)).isNull();
    assertThat(after.hasProved(other.address(), Long.MAX_VALUE)).isFalse();
  }
}
