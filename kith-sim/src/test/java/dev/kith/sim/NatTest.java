package dev.kith.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Endpoint;
import dev.kith.sim.link.Drop;
import dev.kith.sim.link.NatKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NatTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private final World world = World.seeded(4);
  private final SimHost outside = world.host();
  private final Talker server = new Talker(outside);
  private final Talker otherPort = new Talker(outside, outside.endpoint(5000));
  private final Talker stranger = new Talker(world.host());

  @ParameterizedTest
  @EnumSource
  void who_may_answer_depends_on_the_kind(NatKind kind) {
    NatGate nat = world.nat(kind, TIMEOUT);
    Talker inside = new Talker(world.newHost().behind(nat).build());

    inside.say(server.wire.local(), "hello");
    run();
    Endpoint seen = server.heardFrom.getFirst();
    assertThat(seen.address()).isEqualTo(nat.address());
    server.say(seen, "from server");
    otherPort.say(seen, "from its other port");
    stranger.say(seen, "from a stranger");
    run();

    switch (kind) {
      case OPEN, FULL_CONE ->
          assertThat(inside.heard)
              .containsExactlyInAnyOrder("from server", "from its other port", "from a stranger");
      case ADDRESS_RESTRICTED ->
          assertThat(inside.heard).containsExactlyInAnyOrder("from server", "from its other port");
      case PORT_RESTRICTED, SYMMETRIC -> assertThat(inside.heard).containsExactly("from server");
    }
  }

  @Test
  void a_symmetric_nat_shows_each_peer_another_port_and_a_cone_the_same() {
    assertThat(portsSeen(NatKind.SYMMETRIC)).doesNotHaveDuplicates();
    assertThat(portsSeen(NatKind.PORT_RESTRICTED)).containsOnly(20_000);
    assertThat(portsSeen(NatKind.OPEN)).containsOnly(Talker.PORT);
  }

  private java.util.List<Integer> portsSeen(NatKind kind) {
    Talker inside = new Talker(world.newHost().behind(world.nat(kind, TIMEOUT)).build());
    inside.say(server.wire.local(), "a");
    inside.say(stranger.wire.local(), "b");
    run();
    return java.util.List.of(
        server.heardFrom.getLast().port(), stranger.heardFrom.getLast().port());
  }

  @Test
  void a_mapping_lives_as_long_as_something_goes_out() {
    Talker inside =
        new Talker(world.newHost().behind(world.nat(NatKind.FULL_CONE, TIMEOUT)).build());
    inside.say(server.wire.local(), "hello");
    run();
    Endpoint seen = server.heardFrom.getFirst();

    world.run(TIMEOUT.minusSeconds(30));
    inside.say(stranger.wire.local(), "kept alive");
    world.run(TIMEOUT.minusSeconds(30));
    server.say(seen, "in time");
    run();
    assertThat(inside.heard).containsExactly("in time");

    world.run(TIMEOUT);
    server.say(seen, "too late");
    run();
    inside.say(server.wire.local(), "hello again");
    run();

    assertThat(inside.heard).containsExactly("in time");
    assertThat(world.tally().dropped(Drop.NAT)).isEqualTo(1);
    assertThat(server.heardFrom.getLast()).isNotEqualTo(seen);
  }

  @Test
  void two_hosts_behind_one_nat_reach_each_other_inside_and_by_hairpin() {
    NatGate nat = world.nat(NatKind.FULL_CONE, TIMEOUT);
    Talker a = new Talker(world.newHost().behind(nat).build());
    Talker b = new Talker(world.newHost().behind(nat).build());
    b.say(server.wire.local(), "hello");
    run();
    Endpoint publicB = server.heardFrom.getFirst();

    a.say(b.wire.local(), "inside");
    run();
    a.say(publicB, "ping hairpin");
    run();

    assertThat(b.heard).containsExactly("inside", "ping hairpin");
    assertThat(b.heardFrom.get(0)).isEqualTo(a.wire.local());
    assertThat(b.heardFrom.get(1).address()).isEqualTo(nat.address());
    assertThat(a.heard).containsExactly("pong hairpin");
  }

  @Test
  void two_nats_have_private_networks_of_their_own() {
    Talker a = new Talker(world.newHost().behind(world.nat(NatKind.OPEN, TIMEOUT)).build());
    NatGate other = world.nat(NatKind.OPEN, TIMEOUT);
    Talker b = new Talker(world.newHost().behind(other).build());

    assertThat(a.wire.local()).isEqualTo(b.wire.local());
    a.say(new Endpoint(other.address(), Talker.PORT), "ping across");
    run();

    assertThat(b.heard).containsExactly("ping across");
    assertThat(a.heard).containsExactly("pong across");
  }

  @Test
  void a_box_that_moves_or_rebinds_is_seen_at_another_endpoint() {
    NatGate nat = world.nat(NatKind.PORT_RESTRICTED, TIMEOUT);
    Talker inside = new Talker(world.newHost().behind(nat).build());
    inside.say(server.wire.local(), "one");
    run();
    nat.box().rebind();
    inside.say(server.wire.local(), "two");
    run();
    nat.move();
    inside.say(server.wire.local(), "ping three");
    run();

    assertThat(server.heardFrom).hasSize(3).doesNotHaveDuplicates();
    assertThat(server.heardFrom.get(1).address())
        .isEqualTo(server.heardFrom.get(0).address())
        .isNotEqualTo(server.heardFrom.get(2).address());
    assertThat(inside.heard).containsExactly("pong three");
    server.say(server.heardFrom.get(0), "to the old one");
    run();
    assertThat(inside.heard).containsExactly("pong three");
  }

  private void run() {
    world.run(Duration.ofSeconds(2));
  }
}
