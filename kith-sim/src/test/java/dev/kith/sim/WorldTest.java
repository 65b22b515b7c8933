package dev.kith.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.sim.link.Delay;
import dev.kith.sim.link.Drop;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final Link STEADY = Link.of(Delay.constant(Duration.ofMillis(80)));

  @Test
  void a_word_arrives_after_half_a_round_trip_and_its_echo_after_a_whole_one() {
    World world = World.builder().link(STEADY).build();
    Talker a = new Talker(world.host());
    SimHost hostB = world.host();
    Talker b = new Talker(hostB);
    long startA = a.loop.now();
    long startB = b.loop.now();

    a.say(hostB.endpoint(Talker.PORT), "ping 1");
    world.run(Duration.ofSeconds(1));

    assertThat(b.heard).containsExactly("ping 1");
    assertThat(b.heardAt).containsExactly(startB + 40_000_000);
    assertThat(a.heard).containsExactly("pong 1");
    assertThat(a.heardAt).containsExactly(startA + 80_000_000);
    assertThat(world.tally().sent()).isEqualTo(2);
    assertThat(world.tally().bytes()).isEqualTo(12);
  }

  @Test
  void handed_over_messages_are_the_same_objects_and_have_no_size() {
    World world = World.builder().link(STEADY).handOver().build();
    Talker a = new Talker(world.host());
    SimHost hostB = world.host();
    Talker b = new Talker(hostB);
    String word = "a word of its own".repeat(1);

    a.say(hostB.endpoint(Talker.PORT), word);
    world.run(Duration.ofSeconds(1));

    assertThat(b.heard.getFirst()).isSameAs(word);
    assertThat(a.wire.sizeOf(word)).isZero();
    assertThat(world.tally().bytes()).isZero();
  }

  @Test
  void timers_run_at_their_time_in_the_order_set_and_not_after_being_cancelled() {
    World world = World.seeded(1);
    Loop loop = world.host().loop();
    List<String> ran = new ArrayList<>();
    long start = loop.now();

    loop.after(2_000_000_000L, () -> ran.add("b " + (loop.now() - start)));
    loop.after(1_000_000_000L, () -> ran.add("a " + (loop.now() - start)));
    Loop.Timer cancelled = loop.after(1_500_000_000L, () -> ran.add("never"));
    loop.after(2_000_000_000L, () -> ran.add("c"));
    loop.after(-5, cancelled::cancel);
    world.run(Duration.ofDays(40));

    assertThat(ran).containsExactly("a 1000000000", "b 2000000000", "c");
    assertThat(world.elapsed()).isEqualTo(Duration.ofDays(40));
    assertThat(world.hosts().getFirst().liveTimers()).isZero();
  }

  @Test
  void a_task_posted_runs_in_a_later_turn_and_the_clock_stands_within_a_turn() {
    World world = World.seeded(1);
    Loop loop = world.host().loop();
    List<String> ran = new ArrayList<>();

    loop.execute(
        () -> {
          loop.execute(() -> ran.add("second"));
          ran.add("first");
        });
    assertThat(ran).isEmpty();
    world.run(Duration.ZERO);

    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void every_host_has_an_address_in_a_block_of_its_own_that_leads_back_to_it() {
    World world = World.seeded(1);
    List<Address> blocks = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      SimHost host = world.host();
      assertThat(world.hostAt(host.address())).isSameAs(host);
      assertThat(world.hostAt(host.address6())).isSameAs(host);
      assertThat(host.address().isLocal() || host.address().isUnusable()).isFalse();
      blocks.add(host.address().block());
      blocks.add(host.address6().block());
    }

    assertThat(blocks).doesNotHaveDuplicates();
    assertThat(world.hostAt(Address.v4(0x01000002))).isNull();
  }

  @Test
  void a_host_speaks_both_families_on_sockets_of_each() {
    World world = World.seeded(1);
    SimHost host = world.host();
    Talker four = new Talker(host, Endpoint.parse("0.0.0.0:5000"));
    Talker six = new Talker(host, Endpoint.parse("[::]:5000"));
    SimHost other = world.host();
    Talker otherSix = new Talker(other, new Endpoint(other.address6(), 7000));

    otherSix.say(new Endpoint(host.address6(), 5000), "six");
    otherSix.say(new Endpoint(host.address(), 5000), "wrong family");
    world.run(Duration.ofSeconds(5));

    assertThat(six.heard).containsExactly("six");
    assertThat(six.heardFrom).containsExactly(new Endpoint(other.address6(), 7000));
    assertThat(four.heard).isEmpty();
    assertThat(four.wire.local()).isEqualTo(Endpoint.parse("0.0.0.0:5000"));
    assertThat(world.tally().dropped(Drop.UNREACHABLE)).isEqualTo(1);
  }

  @Test
  void hosts_may_share_an_address_with_ports_of_their_own() {
    World world = World.builder().link(Link.lan()).build();
    SimHost first = world.newHost().address(Address.parse("127.0.0.1")).build();
    SimHost second = world.newHost().address(Address.parse("127.0.0.1")).build();
    Talker a = new Talker(first, Endpoint.loopback(0));
    Talker b = new Talker(second, Endpoint.loopback(0));

    a.say(b.wire.local(), "ping");
    world.run(Duration.ofSeconds(1));

    assertThat(a.wire.local().port()).isNotEqualTo(b.wire.local().port());
    assertThat(a.heard).containsExactly("pong");
    assertThatThrownBy(() -> new Talker(second, a.wire.local())).hasMessageContaining("in use");
    assertThatThrownBy(() -> new Talker(world.host(), Endpoint.loopback(1)))
        .hasMessageContaining("Cannot assign");
  }

  @Test
  void a_closed_socket_frees_its_port_and_hears_nothing() {
    World world = World.seeded(1);
    SimHost host = world.host();
    Talker first = new Talker(host);
    Talker peer = new Talker(world.host());
    peer.say(host.endpoint(Talker.PORT), "too late");

    first.wire.close();
    first.wire.close();
    Talker second = new Talker(host);
    world.run(Duration.ofSeconds(5));
    peer.say(host.endpoint(Talker.PORT), "in time");
    world.run(Duration.ofSeconds(5));

    assertThat(first.heard).isEmpty();
    assertThat(second.heard).containsExactly("in time");
  }

  @Test
  void the_gate_is_asked_before_decoding_and_what_cannot_be_decoded_is_told() {
    World world = World.seeded(1);
    SimHost host = world.host();
    Talker talker = new Talker(host);
    Endpoint to = host.endpoint(Talker.PORT);
    Endpoint forged = Endpoint.parse("9.9.9.9:9");

    world.forge(world.host(), forged, to, Bytes.hex("ff"));
    world.run(Duration.ofSeconds(5));
    assertThat(talker.malformed).isEqualTo(1);

    talker.admits = false;
    world.forge(world.host(), forged, to, Bytes.hex("ff"));
    world.run(Duration.ofSeconds(5));

    assertThat(talker.malformed).isEqualTo(1);
    assertThat(world.tally().dropped(Drop.MALFORMED)).isEqualTo(1);
    assertThat(world.tally().dropped(Drop.REFUSED)).isEqualTo(1);
  }

  @Test
  void a_forged_source_gets_the_answer_and_a_tap_sees_both() {
    World world = World.seeded(1);
    SimHost host = world.host();
    Talker victim = new Talker(world.host());
    new Talker(host);
    List<String> seen = new ArrayList<>();
    world.tap((now, from, to, bytes) -> seen.add(from.port() + ">" + to.port() + " " + bytes));

    world.forge(
        world.host(), victim.wire.local(), host.endpoint(Talker.PORT), Bytes.utf8("ping me"));
    world.run(Duration.ofSeconds(5));

    assertThat(victim.heard).containsExactly("pong me");
    assertThat(seen).containsExactly("4000>4000 7", "4000>4000 7");
  }

  @Test
  void awaiting_runs_time_until_the_future_is_done() {
    World world = World.seeded(7);
    Loop loop = world.host().loop();
    CompletableFuture<String> done = new CompletableFuture<>();
    loop.after(Duration.ofHours(3).toNanos(), () -> done.complete("at last"));

    assertThat(world.await(done)).isEqualTo("at last");
    assertThat(world.elapsed()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void what_fails_or_never_comes_says_how_to_replay_it() {
    World world = World.builder().seed(7).scenario("waiting").build();
    Loop loop = world.host().loop();

    assertThatThrownBy(() -> world.await(new CompletableFuture<>(), Duration.ofMinutes(1)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageStartingWith("seed=7 scenario=waiting at=PT1M");
    assertThatThrownBy(
            () -> world.await(CompletableFuture.failedFuture(new IllegalStateException("no"))))
        .hasRootCauseMessage("no");
    loop.execute(
        () -> {
          throw new IllegalStateException("a bug");
        });
    assertThatThrownBy(() -> world.run(Duration.ofSeconds(1)))
        .isInstanceOf(SimulationFailure.class)
        .hasMessageContaining("seed=7")
        .hasRootCauseMessage("a bug");
  }

  @Test
  void a_world_is_settled_when_nobody_has_spoken_for_a_while() {
    World world = World.builder().link(STEADY).build();
    SimHost host = world.host();
    new Talker(host);
    Talker a = new Talker(world.host());
    a.loop.after(500_000_000, () -> a.say(host.endpoint(Talker.PORT), "ping"));

    boolean settled = world.settle(Duration.ofSeconds(1), Duration.ofMinutes(1));

    assertThat(settled).isTrue();
    assertThat(a.heard).containsExactly("pong");
    assertThat(world.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void an_invariant_that_breaks_ends_the_run_there_and_then() {
    World world = World.seeded(3);
    Loop loop = world.host().loop();
    List<String> said = new ArrayList<>();
    world.checks().afterEachEvent("silence", () -> said.isEmpty() ? null : "said " + said);
    world.checks().atEnd("ten seconds passed", () -> world.now() > 10e9 ? null : "too short");
    loop.after(5_000_000_000L, () -> said.add("something"));
    world.run(Duration.ofSeconds(4));

    assertThatThrownBy(() -> world.checks().end()).hasMessageContaining("too short");
    assertThatThrownBy(() -> world.run(Duration.ofSeconds(40)))
        .hasMessageContaining("broken: silence: said [something]");
    assertThat(world.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void progress_is_told_every_65_536_events() {
    World world = World.seeded(3);
    List<Long> told = new ArrayList<>();
    world.onProgress(going -> told.add(going.tally().events()));
    world.every(Duration.ofMillis(1), () -> {});

    world.run(Duration.ofSeconds(140));

    assertThat(told).containsExactly(65_536L, 131_072L);
  }

  @Test
  void other_threads_may_post_but_not_after_a_crash() throws Exception {
    World world = World.seeded(3);
    SimHost host = world.host();
    Loop loop = host.loop();
    CompletableFuture<String> done = new CompletableFuture<>();
    Thread other = new Thread(() -> loop.execute(() -> done.complete("posted")));
    other.start();
    other.join();

    assertThat(world.await(done)).isEqualTo("posted");
    host.crash();
    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }
}
