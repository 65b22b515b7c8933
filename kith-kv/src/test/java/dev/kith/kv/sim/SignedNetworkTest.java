package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.http.DhtApi;
import dev.kith.kv.http.HttpAnswer;
import dev.kith.kv.http.HttpCall;
import dev.kith.kv.http.SignedValues.Found;
import dev.kith.kv.http.SignedValues.Written;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.signed.Holding;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedJson;
import dev.kith.kv.signed.SignedValue;
import dev.kith.kv.wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Nodes of the profile signed-seed among each other, with their rules.
final class SignedNetworkTest {
  private static final int NODES = 12;
  private static final int K = 5;

  @Test
  void what_is_stored_at_one_node_is_found_at_every_other_and_counted() throws Exception {
    KvWorld net = network("what_is_stored");
    SignedValue value = People.secured(People.A, "k", "v");

    Written written = store(net, net.any(), "k", value);

    assertThat(written).isInstanceOf(Written.Stored.class);
    int stored = ((Written.Stored) written).stored();
    assertThat(stored).isBetween(K, K + 1);
    for (Resident reader : net.all()) {
      Found found = find(net, reader, "k");
      assertThat(holding(found)).contains(Holding.of(value));
      assertThat(found.message().isAuthentic(People.digest("k"))).isTrue();
      assertThat(found.agreeing()).isEqualTo(stored);
    }
  }

  @Test
  void the_nearest_nodes_of_a_fresh_key_are_looked_for_once() {
    KvWorld net = network("the_nearest_nodes");
    net.world().run(Duration.ofMinutes(1));
    Resident writer = net.any();
    int findNodes = writer.sent("find_node");
    int findValues = writer.sent("find_value");

    Written written = store(net, writer, "k", People.secured(People.A, "k", "v"));

    assertThat(written).isInstanceOf(Written.Stored.class);
    assertThat(writer.sent("find_value")).isGreaterThan(findValues);
    assertThat(writer.sent("find_node")).isEqualTo(findNodes);
  }

  @Test
  void a_value_replayed_after_its_owner_replaced_it_is_refused_and_never_read() throws Exception {
    KvWorld net = network("a_value_replayed");
    SignedValue old = People.secured(People.A, "k", "old");
    SignedValue latest = People.secured(People.A, "k", "new");
    assertThat(store(net, net.any(), "k", old)).isInstanceOf(Written.Stored.class);
    assertThat(store(net, net.any(), "k", latest)).isInstanceOf(Written.Stored.class);

    for (Resident attacker : net.all()) {
      var _ = store(net, attacker, "k", old);
    }

    for (Resident reader : net.all()) {
      assertThat(holding(find(net, reader, "k"))).contains(Holding.of(latest));
    }
  }

  @Test
  void a_copy_that_missed_an_update_does_not_win() throws Exception {
    KvWorld net = network("a_copy_that_missed");
    SignedValue old = People.secured(People.A, "k", "old");
    SignedValue latest = People.secured(People.A, "k", "new");
    assertThat(store(net, net.any(), "k", old)).isInstanceOf(Written.Stored.class);
    Resident away =
        net.all().stream().filter(each -> each.holds(People.digest("k"))).findFirst().orElseThrow();
    away.host().pause(Duration.ofMinutes(2));
    Resident writer = net.all().stream().filter(each -> each != away).findFirst().orElseThrow();
    assertThat(store(net, writer, "k", latest)).isInstanceOf(Written.Stored.class);

    net.world().run(Duration.ofMinutes(3));

    for (Resident reader : net.all()) {
      assertThat(holding(find(net, reader, "k")))
          .as(reader.toString())
          .contains(Holding.of(latest));
    }
  }

  @Test
  void owners_write_side_by_side_from_different_nodes() throws Exception {
    KvWorld net = network("owners_write");
    SignedValue a = People.controlled(People.A, "k", "a");
    SignedValue b = People.controlled(People.B, "k", "b");
    SignedValue a2 = People.controlled(People.A, "k", "a2");

    for (SignedValue value : List.of(a, b, a2)) {
      assertThat(store(net, net.any(), "k", value)).isInstanceOf(Written.Stored.class);
    }

    for (Resident reader : net.all()) {
      assertThat(holding(find(net, reader, "k"))).contains(new Holding.Controlled(List.of(a2, b)));
    }
  }

  @Test
  void owners_who_write_at_one_node_at_the_same_time_are_all_kept_there() throws Exception {
    KvWorld net = network("owners_who_write");
    SignedValue a = People.controlled(People.A, "k", "a");
    SignedValue b = People.controlled(People.B, "k", "b");
    SignedValue c = People.controlled(People.NODE, "k", "c");
    assertThat(store(net, net.any(), "k", a)).isInstanceOf(Written.Stored.class);
    Resident holder = net.resident(net.byDistance(People.digest("k")).getFirst());

    var storedB = holder.node().signedValues().store("k", b);
    var storedC = holder.node().signedValues().store("k", c);

    assertThat(net.world().await(storedB)).isInstanceOf(Written.Stored.class);
    assertThat(net.world().await(storedC)).isInstanceOf(Written.Stored.class);
    assertThat(held(net, holder, "k").orElseThrow().values()).containsExactlyInAnyOrder(a, b, c);
  }

  @Test
  void others_and_forgers_are_refused_at_every_node() throws Exception {
    KvWorld net = network("others_and_forgers");
    SignedValue mine = People.secured(People.A, "k", "v");
    SignedValue theirs = People.secured(People.B, "k", "w");
    SignedValue forOther = People.secured(People.A, "other", "v");
    assertThat(store(net, net.any(), "k", mine)).isInstanceOf(Written.Stored.class);

    for (Resident node : net.all()) {
      assertThat(store(net, node, "k", theirs)).isEqualTo(new Written.Refused(Refusal.OTHER_OWNER));
      assertThat(store(net, node, "k", forOther))
          .isEqualTo(new Written.Refused(Refusal.BAD_SIGNATURE));
    }
    assertThat(holding(find(net, net.any(), "k"))).contains(Holding.of(mine));
  }

  @Test
  void a_node_alone_keeps_what_it_is_given_and_serves_it_over_http() {
    KvWorld net = network("a_node_alone", 1);
    DhtApi api = new DhtApi(net.any().node().signedValues());
    String body = People.secured(People.A, "k", "v").text();

    HttpAnswer posted = call(net, api, "POST", body);
    HttpAnswer read = call(net, api, "GET", "");

    assertThat(posted.status()).isEqualTo(200);
    assertThat(posted.headers()).containsEntry(HttpAnswer.STORED, "1");
    assertThat(read.body()).contains("\\\"data\\\": \\\"v\\\"");
    assertThat(read.headers()).containsEntry(HttpAnswer.AGREEING, "1");
  }

  @Test
  void a_value_set_by_the_plain_interface_has_to_be_signed_too() {
    KvWorld net = network("a_value_set", 2);

    var refused =
        net.any()
            .node()
            .set("k", new MsgValue.Str("plain"))
            .handle((_, failed) -> String.valueOf(failed));

    assertThat(net.world().await(refused)).contains("no signed value");
  }

  private static KvWorld network(String test) {
    return network(test, NODES);
  }

  private static KvWorld network(String test, int nodes) {
    return KvWorld.of("SignedNetworkTest#" + test + "*")
        .with(options -> options.ksize(K).signedSeed(People.NODE))
        .grow(nodes);
  }

  /// What a node says it holds itself.
  private static Optional<Holding> held(KvWorld net, Resident holder, String key) throws Exception {
    RawPeer peer = new RawPeer(net.world().host(), net.target()).answeringPings();
    Bytes id =
        peer.ask(holder.endpoint(), m -> new Request.FindValue(m, peer.id(), People.digest(key)));
    net.world().run(Duration.ofSeconds(3));
    return peer.answer(id) instanceof MsgValue.Map hit
            && hit.find("data") instanceof MsgValue.Str(String text)
        ? Optional.of(SignedJson.holding(text))
        : Optional.empty();
  }

  private static Written store(KvWorld net, Resident at, String key, SignedValue value) {
    return net.world().await(at.node().signedValues().store(key, value));
  }

  private static Found find(KvWorld net, Resident at, String key) {
    return net.world().await(at.node().signedValues().find(key));
  }

  private static HttpAnswer call(KvWorld net, DhtApi api, String method, String body) {
    return net.world().await(api.answer(new HttpCall(method, "/dht/k", Bytes.utf8(body))));
  }

  private static Optional<Holding> holding(Found found) throws Exception {
    Optional<String> data = found.message().data();
    return data.isEmpty() ? Optional.empty() : Optional.of(SignedJson.holding(data.get()));
  }
}
