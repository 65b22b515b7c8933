package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.table.Diversity;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lookups among nodes of one block of addresses.
class KRpcDiversityTest {
  private static final NodeId TARGET = NodeId.hex("ff".repeat(20));
  private static final KRpcQuery FIND = KRpcQuery.of("find");

  private final World world = World.seeded(7);

  private KRpc opened(Diversity diversity, Answerer entry) {
    SimHost host = world.host();
    return KRpc.openOn(
        host.loop(),
        KRpcOptions.builder()
            .diversity(diversity)
            .nodes(entry.contact.endpoint())
            .listen(host.endpoint(6881))
            .build());
  }

  /// Nodes of one block that all name all others.
  private List<Answerer> block() {
    List<Answerer> peers = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      peers.add(new Answerer(world.newHost().address(Address.parse("77.1.2." + i)).build()));
    }
    List<Contact> all = peers.stream().map(peer -> peer.contact).toList();
    peers.forEach(peer -> peer.names = all);
    return peers;
  }

  @Test
  void without_limits_of_diversity_a_lookup_asks_all_of_a_block() {
    KRpc krpc = opened(Diversity.NONE, block().get(0));

    assertThat(world.await(krpc.closest(TARGET, FIND, reply -> true))).isEqualTo(12);
  }

  @Test
  void by_default_a_lookup_asks_few_of_a_block() {
    KRpc krpc = opened(Diversity.STRICT, block().get(0));

    assertThat(world.await(krpc.closest(TARGET, FIND, reply -> true))).isLessThan(5);
  }
}
