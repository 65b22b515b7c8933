package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Request;
import dev.kith.sim.SimHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests forged in the name of a victim that answers nothing: what the node sends to it. Without
/// limits a value of 8 KB is 103 times its request, and the welcome of a spoofed newcomer more than
/// 2,000 times.
///
/// Bars: three bytes out for each byte in, headers included, and no more than 1.1 KiB a second that
/// nobody paid for, within any minute.
final class AmplificationTest {
  private static final int HEADERS = 28; // IPv4 and UDP
  private static final Address VICTIM = Address.v4(0xc6336407);
  private static final Duration STEP = Duration.ofMillis(10);

  @ParameterizedTest
  @ValueSource(ints = {600, 3_000, 100_000})
  void a_victim_gets_little_however_many_requests_are_forged_in_a_minute(int count) {
    attack("AmplificationTest#a_victim*", count);
  }

  @Test
  @Tag("soak")
  void a_million_forged_requests_bring_a_victim_little() {
    attack("AmplificationTest#a_million*", 1_000_000);
  }

  private static void attack(String scenario, int count) {
    KvWorld net = KvWorld.of(scenario).grow(60);
    Resident node = net.any();
    NodeId key = fill(net, node);
    Books books = new Books(node.endpoint());
    net.world().tap(books::sent);
    SimHost attacker = net.world().host();

    int steps = 6_000; // a minute
    int sent = 0;
    for (int step = 1; step <= steps; step++) {
      for (long due = (long) step * count / steps; sent < due; sent++) {
        Bytes datagram = KvCodec.encode(lure(net, sent, key));
        Endpoint source = new Endpoint(VICTIM, 1_024 + net.random().nextInt(60_000));
        net.world().forge(attacker, source, node.endpoint(), datagram);
      }
      net.world().run(STEP);
    }
    net.world().run(Duration.ofSeconds(20));

    System.out.printf(
        "%d requests: %d bytes in, %d out, factor %.2f; %d unpaid bytes within a minute at most%n",
        count, books.in, books.out, books.factor(), books.mostUnpaid());
    assertThat(books.in).isPositive();
    assertThat(books.factor()).isLessThanOrEqualTo(3.0);
    assertThat(books.mostUnpaid()).isLessThan((long) (1.1 * 1_024 * 60));
  }

  @Test
  void neighbours_that_name_a_victim_twenty_times_add_nothing_to_what_it_gets() {
    KvWorld net = KvWorld.of("AmplificationTest#neighbours*").grow(60);
    Resident node = net.any();
    for (int i = 0; i < 20; i++) {
      NodeId id = node.id().randomInRange(40, net.random());
      RawPeer liar = new RawPeer(net.world().host(), id).naming(() -> victims(net, node.id()));
      liar.ask(node.endpoint(), m -> new Request.Ping(m, id));
      net.world().run(Duration.ofSeconds(1));
    }
    Account account = new Account(node.endpoint());
    net.world().tap(account::sent);
    SimHost attacker = net.world().host();

    for (int step = 0; step < 120_000; step++) {
      Request find = new Request.FindNode(messageId(net), node.id().flipped(7), net.target());
      net.world()
          .forge(attacker, new Endpoint(VICTIM, 1_024), node.endpoint(), KvCodec.encode(find));
      net.world().run(Duration.ofMillis(5));
    }

    System.out.printf(
        "%d pings of the victim; it was owed %.0f bytes at most%n", account.pings, account.most);
    assertThat(account.pings).isPositive();
    assertThat(account.most).isBetween(4_000.0, 4_097.0);
  }

  private static List<Contact> victims(KvWorld net, NodeId near) {
    List<Contact> victims = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Endpoint endpoint = new Endpoint(VICTIM, 1_024 + net.random().nextInt(60_000));
      victims.add(new Contact(near.randomInRange(60, net.random()), endpoint));
    }
    return victims;
  }

  private static Bytes messageId(KvWorld net) {
    return NodeId.random(20, net.random()).bytes();
  }

  private static NodeId fill(KvWorld net, Resident node) {
    NodeId large = node.id().flipped(159);
    MsgValue value = new MsgValue.Str("x".repeat(8_000));
    net.world().await(node.node().setDigest(large, value));
    for (int i = 0; i < 100; i++) {
      NodeId near = node.id().randomInRange(12, net.random());
      net.world().await(node.node().setDigest(near, new MsgValue.Str("y".repeat(500))));
    }
    return large;
  }

  /// All kinds in turn, each as from a node nobody has heard of, some of them near to the keys.
  private static Request lure(KvWorld net, int number, NodeId key) {
    NodeId self = number % 2 == 0 ? net.target() : key.randomInRange(100, net.random());
    Bytes id = messageId(net);
    return switch (number % 5) {
      case 0 -> new Request.Stun(id);
      case 1 -> new Request.Ping(id, self);
      case 2 -> new Request.FindNode(id, self, net.target());
      case 3 -> new Request.FindValue(id, self, key);
      default -> new Request.Store(id, self, net.target(), MsgValue.Int.of(1));
    };
  }

  /// What the node has sent the victim beyond what came in its name: 4,096 bytes at once and 1,024
  /// a second may be, our own pings with their headers among them.
  private static final class Account {
    private static final int PING = 50;
    private static final int FIND_NODE = 77;

    private final Endpoint node;
    private double owed;
    private double most;
    private long at;
    private int pings;

    Account(Endpoint node) {
      this.node = node;
    }

    void sent(long now, Endpoint from, Endpoint to, int bytes) {
      if (from.equals(node) && to.address().equals(VICTIM)) {
        owed = Math.max(0, owed - (now - at) / 1e9 * 1_024);
        at = now;
        pings += bytes == PING ? 1 : 0;
        owed += bytes == PING ? PING + HEADERS : Math.max(0, bytes - FIND_NODE);
        most = Math.max(most, owed);
      }
    }
  }

  /// What went in and out between the victim and the node.
  private static final class Books {
    private final Endpoint node;
    private final long[] outBySecond = new long[10_000];
    private final long[] inBySecond = new long[10_000];
    private long in;
    private long out;

    Books(Endpoint node) {
      this.node = node;
    }

    void sent(long now, Endpoint from, Endpoint to, int bytes) {
      int second = (int) (now / 1_000_000_000) % outBySecond.length;
      if (to.equals(node) && from.address().equals(VICTIM)) {
        in += bytes + HEADERS;
        inBySecond[second] += bytes;
      } else if (from.equals(node) && to.address().equals(VICTIM)) {
        out += bytes + HEADERS;
        outBySecond[second] += bytes;
      }
    }

    double factor() {
      return (double) out / in;
    }

    long mostUnpaid() {
      long most = 0;
      for (int start = 0; start + 60 <= outBySecond.length; start++) {
        long unpaid =
            Arrays.stream(outBySecond, start, start + 60).sum()
                - Arrays.stream(inBySecond, start, start + 60).sum();
        most = Math.max(most, unpaid);
      }
      return most;
    }
  }
}
