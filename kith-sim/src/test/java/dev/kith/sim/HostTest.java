package dev.kith.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Loop;
import dev.kith.sim.link.Delay;
import dev.kith.sim.link.Drop;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostTest {
  private static final Link STEADY = Link.of(Delay.constant(Duration.ofMillis(80)));
  private final World world = World.builder().link(STEADY).build();
  private final List<String> log = new ArrayList<>();

  @Test
  void a_crash_ends_timers_and_sockets_and_a_restart_begins_anew() {
    SimHost host = world.host();
    List<Talker> lives = new ArrayList<>();
    host.start(
        up -> {
          lives.add(new Talker(up));
          int life = lives.size();
          up.loop().after(1_000_000_000L, () -> log.add("timer of life " + life));
        });
    Talker peer = new Talker(world.host());

    peer.say(host.endpoint(Talker.PORT), "to a dead host");
    host.crash();
    world.run(Duration.ofSeconds(5));
    assertThat(host.isUp()).isFalse();
    peer.say(host.endpoint(Talker.PORT), "to a dead host");
    host.restart();
    peer.say(host.endpoint(Talker.PORT), "to a living one");
    world.run(Duration.ofSeconds(5));

    assertThat(log).containsExactly("timer of life 2");
    assertThat(lives.get(0).heard).isEmpty();
    assertThat(lives.get(1).heard).containsExactly("to a living one");
    assertThat(world.tally().dropped(Drop.DOWN)).isEqualTo(2);
  }

  @Test
  void a_restarted_host_draws_other_numbers_and_its_monotonic_clock_goes_on() {
    SimHost host = world.host();
    long drawn = host.loop().random().nextLong();
    long before = host.loop().now();
    world.run(Duration.ofSeconds(1));
    host.crash();
    host.restart();

    assertThat(host.loop().random().nextLong()).isNotEqualTo(drawn);
    assertThat(host.loop().now()).isEqualTo(before + 1_000_000_000L);
  }

  @Test
  void who_left_is_forgotten_and_its_address_leads_nowhere() {
    SimHost host = world.host();
    new Talker(host);
    Talker peer = new Talker(world.host());
    host.leave();

    peer.say(host.endpoint(Talker.PORT), "anyone?");
    world.run(Duration.ofSeconds(1));

    assertThat(world.hosts()).hasSize(1);
    assertThat(world.tally().dropped(Drop.UNREACHABLE)).isEqualTo(1);
  }

  @Test
  void a_paused_host_does_everything_later_in_the_same_order() {
    SimHost host = world.host();
    Talker talker = new Talker(host);
    Talker peer = new Talker(world.host());
    long start = talker.loop.now();
    host.pause(Duration.ofSeconds(10));
    talker.loop.after(1_000_000_000L, () -> talker.heard.add("timer"));

    peer.say(host.endpoint(Talker.PORT), "one");
    world.run(Duration.ofSeconds(2));
    peer.say(host.endpoint(Talker.PORT), "two");
    world.run(Duration.ofSeconds(5));
    assertThat(talker.heard).isEmpty();
    world.run(Duration.ofSeconds(5));

    assertThat(talker.heard).containsExactly("one", "timer", "two");
    assertThat(talker.heardAt).containsOnly(start + 10_000_000_000L);
  }

  @Test
  void a_paused_host_keeps_no_more_datagrams_than_its_buffer_takes() {
    SimHost host = world.host();
    Talker talker = new Talker(host);
    Talker peer = new Talker(world.host());
    host.pause(Duration.ofSeconds(10));

    for (int i = 0; i < 300; i++) {
      peer.say(host.endpoint(Talker.PORT), "word");
    }
    world.run(Duration.ofSeconds(11));

    assertThat(talker.heard).hasSize(256);
    assertThat(world.tally().dropped(Drop.PAUSED)).isEqualTo(44);
  }

  @Test
  void a_clogged_host_gets_its_datagrams_late_but_its_timers_in_time() {
    SimHost host = world.host();
    Talker talker = new Talker(host);
    Talker peer = new Talker(world.host());
    host.clog(Duration.ofSeconds(10));
    talker.loop.after(1_000_000_000L, () -> talker.heard.add("timer"));

    peer.say(host.endpoint(Talker.PORT), "word");
    world.run(Duration.ofSeconds(9));
    assertThat(talker.heard).containsExactly("timer");
    world.run(Duration.ofSeconds(2));

    assertThat(talker.heard).containsExactly("timer", "word");
  }

  @Test
  void a_partition_lets_through_only_what_stays_on_its_side_until_it_heals() {
    List<Talker> talkers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      talkers.add(new Talker(world.host()));
    }

    world.part(host -> host.index() % 2);
    everybodySpeaksTo(talkers.getFirst(), talkers);
    assertThat(talkers.getFirst().heard).containsExactly("from 2");
    world.heal();
    everybodySpeaksTo(talkers.getFirst(), talkers);

    assertThat(talkers.getFirst().heard).containsExactly("from 2", "from 1", "from 2", "from 3");
    assertThat(world.tally().dropped(Drop.PARTITION)).isEqualTo(2);
  }

  private void everybodySpeaksTo(Talker one, List<Talker> talkers) {
    for (int i = 1; i < talkers.size(); i++) {
      talkers.get(i).say(one.wire.local(), "from " + i);
    }
    world.run(Duration.ofSeconds(1));
  }

  @Test
  void wall_clocks_differ_and_jump_while_timers_follow_the_monotonic_one() {
    SimHost wrong = world.newHost().wallOffset(Duration.ofHours(-3)).build();
    SimHost right = world.host();
    Loop loop = wrong.loop();
    loop.after(60_000_000_000L, () -> log.add("minute"));

    assertThat(right.loop().wallMillis() - loop.wallMillis()).isEqualTo(3 * 3_600_000);
    wrong.clock().jumpWall(Duration.ofDays(1));
    long monotonic = loop.now();
    world.run(Duration.ofSeconds(59));

    assertThat(log).isEmpty();
    assertThat(loop.now() - monotonic).isEqualTo(59_000_000_000L);
    assertThat(loop.wallMillis() - right.loop().wallMillis()).isEqualTo(21 * 3_600_000);
  }

  @Test
  void a_clock_that_runs_fast_is_ahead_and_its_timers_are_early_but_never_by_its_own_count() {
    SimHost fast = world.newHost().drift(200).build();
    SimHost slow = world.newHost().drift(-200).build();
    List<Long> late = new ArrayList<>();
    for (SimHost host : List.of(fast, slow)) {
      Loop loop = host.loop();
      long start = loop.now();
      loop.after(
          Duration.ofHours(10).toNanos(),
          () -> late.add(loop.now() - start - Duration.ofHours(10).toNanos()));
    }

    world.run(Duration.ofHours(10).minusSeconds(7));
    assertThat(late).hasSize(1);
    world.run(Duration.ofSeconds(15));

    assertThat(late).hasSize(2).allSatisfy(nanos -> assertThat(nanos).isBetween(0L, 2_000L));
  }

  @Test
  void what_was_durably_written_survives_a_crash() {
    SimHost host = world.host();
    Disk disk = host.loop().disk();
    disk.write("table", Bytes.utf8("old"), note("written"));
    world.run(Duration.ofSeconds(1));
    assertThat(log).containsExactly("written null");

    disk.write("table", Bytes.utf8("new"), note("never told"));
    host.crash();
    host.restart();
    host.loop().disk().read("table", note("read"));
    host.loop().disk().read("nothing", note("read"));
    world.run(Duration.ofSeconds(1));

    assertThat(log.get(1))
        .isIn("read " + Bytes.utf8("old").toHex(), "read " + Bytes.utf8("new").toHex());
    assertThat(log).hasSize(3).endsWith("read null");
  }

  @Test
  void writes_of_one_name_become_durable_in_order() {
    SimHost host = world.host();
    for (int i = 0; i < 10; i++) {
      host.loop().disk().write("n", Bytes.utf8("" + i), note("" + i));
    }
    world.run(Duration.ofSeconds(1));

    assertThat(host.disk().content("n")).isEqualTo(Bytes.utf8("9"));
    assertThat(log).startsWith("0 null", "1 null").endsWith("9 null").hasSize(10);
  }

  @Test
  void a_disk_fails_as_often_as_it_was_told_to_and_always_when_full() {
    SimHost host = world.host();
    host.disk().fail(0.3, 0.1);
    for (int i = 0; i < 1_000; i++) {
      host.loop().disk().write("file " + i, Bytes.utf8("x"), note("write"));
      host.loop().disk().read("file", note("read"));
    }
    world.run(Duration.ofMinutes(1));
    assertThat(log.stream().filter("write failed"::equals).count()).isBetween(60L, 140L);
    assertThat(log.stream().filter("read failed"::equals).count()).isBetween(240L, 360L);

    log.clear();
    host.disk().fail(0, 0);
    host.disk().full(true);
    host.loop().disk().write("more", Bytes.utf8("x"), note("write"));
    world.run(Duration.ofMinutes(1));

    assertThat(log).containsExactly("write failed");
    assertThat(host.disk().content("more")).isNull();
  }

  private <T extends @Nullable Object> Disk.Callback<T> note(String what) {
    return Disk.Callback.of(
        result -> log.add(what + " " + result), why -> log.add(what + " failed"));
  }
}
