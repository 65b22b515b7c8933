package dev.kith.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import org.junit.jupiter.api.Test;

final class AgendaTest {
  private static final NodeId A = NodeId.hex("0a");
  private static final NodeId B = NodeId.hex("0b");

  @Test
  void keys_come_when_they_are_due_the_earliest_first_and_once() {
    Agenda agenda = new Agenda(8);
    agenda.set(A, 20);
    agenda.set(B, 10);

    assertThat(agenda.poll(9)).isNull();
    assertThat(agenda.poll(20)).isEqualTo(B);
    assertThat(agenda.poll(20)).isEqualTo(A);
    assertThat(agenda.poll(20)).isNull();
    assertThat(agenda.size()).isZero();
  }

  @Test
  void a_key_set_again_is_due_at_its_new_time_alone() {
    Agenda agenda = new Agenda(8);
    agenda.set(A, 10);
    agenda.set(A, 30);

    assertThat(agenda.poll(29)).isNull();
    assertThat(agenda.poll(30)).isEqualTo(A);
  }

  @Test
  void a_key_taken_out_is_not_due_and_makes_room() {
    Agenda agenda = new Agenda(1);
    agenda.set(A, 10);
    agenda.remove(A);
    agenda.remove(A);
    agenda.set(B, 20);

    assertThat(agenda.poll(20)).isEqualTo(B);
    assertThat(agenda.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_full_agenda_takes_no_further_key_but_moves_those_it_has() {
    Agenda agenda = new Agenda(1);
    agenda.set(A, 10);
    agenda.set(B, 5);
    agenda.set(A, 7);

    assertThat(agenda.poll(10)).isEqualTo(A);
    assertThat(agenda.poll(10)).isNull();
  }
}
