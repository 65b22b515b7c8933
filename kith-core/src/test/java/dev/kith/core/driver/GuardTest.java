package dev.kith.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import org.junit.jupiter.api.Test;

/// What others forge does not keep our own walks from asking whom they must ask.
class GuardTest {
  private static final long MILLISECOND = 1_000_000;
  private static final int REQUEST = 150;

  private final VirtualLoop loop = new VirtualLoop();
  private final Guard guard = new Guard(loop, Observer.NONE, 10, 100, REQUEST);

  @Test
  void a_flood_of_requests_from_everywhere_leaves_our_walks_alone() {
    int forged = 0;
    int asked = 0;
    int met = 0;
    for (int millis = 0; millis < 20_000; millis++) {
      loop.run(MILLISECOND);
      for (int i = 0; i < 8; i++) { // 1.28 MB a second beyond what was asked
        guard.mayAfford(Address.v4(0x20000000 + forged++ * 257), 100, 260);
      }
      if (millis % 100 == 0) {
        asked += guard.mayAskNamed(contact(millis)) ? 1 : 0;
        met += guard.mayMeetNamed(contact(millis + 1)) ? 1 : 0;
      }
    }

    assertThat(asked).isEqualTo(200);
    assertThat(met).isEqualTo(200);
  }

  @Test
  void requests_forged_in_the_name_of_one_node_do_not_hide_it_from_our_walks() {
    Endpoint victim = contact(1);
    int asked = 0;
    for (int millis = 0; millis < 20_000; millis++) {
      loop.run(MILLISECOND);
      if (millis % 20 == 0) { // 3,000 bytes a second beyond what was asked
        guard.mayAfford(victim.address(), 100, 160);
      }
      if (millis % 1_000 == 500) {
        asked += guard.mayAskNamed(victim) ? 1 : 0;
      }
    }

    assertThat(asked).isEqualTo(20);
  }

  @Test
  void a_node_gets_no_more_than_its_bound_of_replies_and_our_own_requests_together() {
    Address victim = contact(1).address();
    int seconds = 10;
    long sent = 0;
    for (int millis = 0; millis < seconds * 1_000; millis++) {
      sent += guard.mayAfford(victim, 100, 160) ? 60 : 0;
      sent += guard.mayAskNamed(new Endpoint(victim, 6_881)) ? REQUEST + 28 : 0;
      loop.run(MILLISECOND);
    }

    assertThat(sent).isBetween(4_096L + (seconds - 1) * 1_024L, 4_096L + seconds * 1_024L);
  }

  @Test
  void pings_that_requests_bring_about_come_out_of_the_share_of_the_replies() {
    Endpoint victim = contact(1);
    while (guard.mayAfford(victim.address(), 0, 100)) {} // until that is used up

    assertThat(guard.mayMeet(victim)).isFalse();
    assertThat(guard.mayAskNamed(victim)).isTrue();
  }

  private static Endpoint contact(int number) {
    return new Endpoint(Address.v4(0x0b000001 + number * 65_536 % 0x10000000), 6_881);
  }
}
