package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What lookups send to whoever answers them has named.
class NamedBudgetTest {
  private static final NodeId TARGET = NodeId.hex("ff".repeat(20));
  private static final KRpcQuery FIND = KRpcQuery.of("find");
  private static final int LOOKUPS = 500;

  private final World world = World.seeded(7);
  private final Answerer liar = new Answerer(world.host());
  private final Answerer named = new Answerer(world.host());

  private KRpc opened() {
    SimHost host = world.host();
    return KRpc.openOn(
        host.loop(),
        KRpcOptions.builder()
            .concurrency(4_096)
            .nodes(liar.contact.endpoint())
            .listen(host.endpoint(6881))
            .build());
  }

  private void startLookups(KRpc krpc) {
    for (int i = 0; i < LOOKUPS; i++) {
      var _ = krpc.closest(TARGET, FIND, reply -> true);
    }
  }

  @Test
  void whoever_does_not_answer_is_sent_few_bytes_though_many_lookups_are_led_to_it() {
    named.silent = true;
    liar.names = List.of(new Contact(TARGET, named.contact.endpoint()));

    startLookups(opened());
    world.run(Duration.ofSeconds(10));

    assertThat(liar.asked).hasSizeGreaterThanOrEqualTo(LOOKUPS);
    int least = 60 + 28; // the bytes of such a query, headers included
    assertThat(named.asked).isNotEmpty().hasSizeLessThan((4_096 + 10 * 1_024) / least);
  }

  @Test
  void whoever_has_answered_is_asked_by_all() {
    liar.names = List.of(named.contact);
    KRpc krpc = opened();
    world.await(krpc.query(named.contact.endpoint(), FIND));
    world.await(krpc.clear());

    startLookups(krpc);
    world.run(Duration.ofSeconds(10));

    assertThat(named.asked).hasSize(1 + LOOKUPS);
  }
}
