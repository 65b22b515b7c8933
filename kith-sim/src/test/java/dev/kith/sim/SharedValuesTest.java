package dev.kith.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
  private final SharedValues shared = new SharedValues();

  @Test
  void equal_values_become_one_object() {
    Endpoint first = shared.of(Endpoint.loopback(1));

    Endpoint second = shared.of(Endpoint.loopback(1));

    assertThat(second).isSameAs(first);
  }

  @Test
  void values_that_differ_stay_what_they_are_however_many() {
    for (int port = 1; port < 60_000; port++) {
      assertThat(shared.of(Endpoint.loopback(port))).isEqualTo(Endpoint.loopback(port));
    }
  }

  @Test
  @SuppressWarnings("ReferenceEquality") // one object is what is asked for
  void most_are_shared_among_as_many_values_as_a_large_network_has_nodes() {
    Endpoint[] first = new Endpoint[10_000];
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < first.length; i++) {
        first[i] = shared.of(Endpoint.loopback(i + 1));
      }
    }

    int same = 0;
    for (int i = 0; i < first.length; i++) {
      same += shared.of(Endpoint.loopback(i + 1)) == first[i] ? 1 : 0;
    }

    assertThat(same).isGreaterThan(first.length * 3 / 4);
  }

  @Test
  void hosts_of_one_world_share() {
    World world = World.seeded(1);
    Bytes mine = world.host().loop().shared(Bytes.utf8("a contact"));

    assertThat(world.host().loop().shared(Bytes.utf8("a contact"))).isSameAs(mine);
  }
}
