package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What one node says to somebody who speaks by hand.
final class ConversationTest {
  private static final MsgValue BLUE = new MsgValue.Str("blue");

  private final KvWorld net = KvWorld.of("ConversationTest").with(o -> o.ksize(8));

  private RawPeer peer() {
    return new RawPeer(net.world().host(), net.target());
  }

  private Resident node() {
    Resident node = net.add();
    net.world().await(node.joined());
    return node;
  }

  private void pass() {
    net.world().run(Duration.ofSeconds(3));
  }

  @Test
  void stun_tells_the_asker_where_it_is_and_makes_no_contact_of_it() {
    Resident node = node();
    RawPeer peer = peer().answeringPings();

    Bytes id = peer.ask(node.endpoint(), Request.Stun::new);
    pass();

    assertThat(peer.answer(id))
        .isEqualTo(
            MsgValue.Array.of(
                new MsgValue.Str(peer.endpoint().address().toString()), MsgValue.Int.of(9_000)));
    assertThat(peer.asked()).isEmpty();
  }

  @Test
  void a_stranger_that_pings_is_pinged_and_enters_the_table_when_it_answers() {
    Resident node = node();
    RawPeer mute = peer();
    RawPeer lively = peer().answeringPings();

    Bytes id = mute.ask(node.endpoint(), m -> new Request.Ping(m, mute.id()));
    lively.ask(node.endpoint(), m -> new Request.Ping(m, lively.id()));
    pass();

    assertThat(mute.answer(id)).isEqualTo(new MsgValue.Bin(node.id().bytes()));
    assertThat(mute.asked()).hasSize(1).allMatch(each -> each instanceof Request.Ping);
    assertThat(net.world().await(node.node().contacts()))
        .containsExactly(new Contact(lively.id(), lively.endpoint()));
  }

  @Test
  void answers_leave_out_the_asker_by_its_address_and_the_target() throws MalformedException {
    net.grow(6);
    Resident node = net.any();
    RawPeer peer = peer().answeringPings();
    peer.ask(node.endpoint(), m -> new Request.Ping(m, peer.id()));
    pass();
    NodeId target = net.nearest(peer.id(), 1, node).getFirst();

    Bytes aboutPeer = peer.ask(node.endpoint(), m -> new Request.FindNode(m, peer.id(), peer.id()));
    Bytes aboutNode = peer.ask(node.endpoint(), m -> new Request.FindNode(m, peer.id(), target));
    pass();

    assertThat(peer.near(aboutPeer).contacts())
        .extracting(Contact::id)
        .containsExactlyElementsOf(net.nearest(peer.id(), 8, node));
    assertThat(peer.near(aboutNode).contacts())
        .extracting(Contact::id)
        .containsExactlyElementsOf(net.nearest(target, 8, node));
  }

  @Test
  void an_answer_is_full_though_both_the_asker_and_the_target_are_among_the_nearest()
      throws MalformedException {
    Resident node = node();
    NodeId target = node.id().flipped(3);
    RawPeer peer = new RawPeer(net.world().host(), target.flipped(159)).answeringPings();
    peer.ask(node.endpoint(), m -> new Request.Ping(m, peer.id()));
    net.world().await(net.add(net.world().host(), target).joined());
    net.grow(30);
    List<NodeId> known =
        net.world().await(node.node().contacts()).stream().map(Contact::id).toList();

    Bytes find = peer.ask(node.endpoint(), m -> new Request.FindNode(m, peer.id(), target));
    pass();

    assertThat(known).contains(target, peer.id());
    assertThat(peer.near(find).contacts()).hasSize(8);
    assertThat(peer.near(find).contacts())
        .extracting(Contact::id)
        .doesNotContain(target, peer.id());
  }

  @Test
  void what_is_stored_is_found_and_an_unknown_function_is_not_answered() {
    Resident node = node();
    RawPeer peer = peer().answeringPings();
    NodeId key = net.target();

    Bytes store = peer.ask(node.endpoint(), m -> new Request.Store(m, peer.id(), key, BLUE));
    Bytes unknown = peer.ask(node.endpoint(), m -> new Request.Unknown(m, "shutdown"));
    Bytes known = peer.ask(node.endpoint(), Request.KnownNodes::new);
    pass();
    Bytes find = peer.ask(node.endpoint(), m -> new Request.FindValue(m, peer.id(), key));
    pass();

    assertThat(peer.answer(store)).isEqualTo(MsgValue.Bool.TRUE);
    assertThat(peer.answer(find)).isEqualTo(Answer.Hit.plain(BLUE).map());
    assertThat(peer.answer(unknown)).isNull();
    assertThat(peer.answer(known)).isNull();
  }

  @Test
  void a_value_of_any_type_is_stored_and_comes_back_as_it_was() {
    Resident node = node();
    RawPeer peer = peer().answeringPings();
    List<MsgValue> values =
        List.of(
            MsgValue.Nil.NIL,
            MsgValue.Bool.TRUE,
            MsgValue.Int.of(1),
            new MsgValue.Float64(1.0),
            MsgValue.Int.ofUnsigned(-1),
            new MsgValue.Bin(Bytes.utf8("1")),
            new MsgValue.Str("1"),
            MsgValue.Array.of(BLUE),
            MsgValue.Map.of("a", BLUE));
    for (MsgValue value : values) {
      NodeId key = net.target();

      peer.ask(node.endpoint(), m -> new Request.Store(m, peer.id(), key, value));
      pass();
      Bytes find = peer.ask(node.endpoint(), m -> new Request.FindValue(m, peer.id(), key));
      pass();

      assertThat(peer.answer(find)).isEqualTo(Answer.Hit.plain(value).map());
    }
  }

  @Test
  void a_large_value_goes_only_to_an_address_that_answers_our_ping() {
    Resident node = node();
    RawPeer mute = peer();
    RawPeer lively = peer().answeringPings();
    NodeId key = net.target();
    MsgValue large = new MsgValue.Str("x".repeat(4_000));
    lively.ask(node.endpoint(), m -> new Request.Store(m, lively.id(), key, large));
    pass();

    Bytes toMute = mute.ask(node.endpoint(), m -> new Request.FindValue(m, mute.id(), key));
    Bytes toLively = lively.ask(node.endpoint(), m -> new Request.FindValue(m, lively.id(), key));
    net.world().run(Duration.ofSeconds(20));

    assertThat(lively.answer(toLively)).isEqualTo(Answer.Hit.plain(large).map());
    assertThat(mute.answer(toMute)).isInstanceOf(MsgValue.Array.class);
    assertThat(mute.bytesReceived()).isLessThan(3 * (77 + 28));
  }

  @Test
  void a_held_answer_says_what_is_stored_when_it_leaves() {
    Resident node = node();
    RawPeer storer = peer().answeringPings();
    RawPeer peer = peer();
    NodeId key = net.target();
    MsgValue old = new MsgValue.Bin(Bytes.wrap(new byte[4_000]));
    storer.ask(node.endpoint(), m -> new Request.Store(m, storer.id(), key, old));
    pass();
    Bytes early = peer.ask(node.endpoint(), m -> new Request.FindValue(m, peer.id(), key));
    pass();

    storer.ask(node.endpoint(), m -> new Request.Store(m, storer.id(), key, BLUE));
    net.world().run(Duration.ofMillis(500));
    peer.answeringPings();
    peer.ask(node.endpoint(), m -> new Request.Ping(m, peer.id()));
    pass();

    assertThat(peer.answer(early)).isEqualTo(Answer.Hit.plain(BLUE).map());
  }

  @Test
  void a_newcomer_that_never_answers_a_ping_is_handed_nothing() {
    net.grow(8);
    NodeId key = net.target();
    net.world().await(net.any().node().setDigest(key, BLUE));
    Resident holder = net.resident(net.nearest(key, 1, net.any()).getFirst());
    RawPeer mute = new RawPeer(net.world().host(), key.flipped(159));
    RawPeer lively = new RawPeer(net.world().host(), key.flipped(158)).answeringPings();

    mute.ask(holder.endpoint(), m -> new Request.Ping(m, mute.id()));
    lively.ask(holder.endpoint(), m -> new Request.Ping(m, lively.id()));
    net.world().run(Duration.ofSeconds(30));

    assertThat(mute.asked()).noneMatch(each -> each instanceof Request.Store);
    assertThat(lively.asked()).anyMatch(each -> each instanceof Request.Store);
  }

  @Test
  void hand_overs_to_one_newcomer_keep_to_what_it_takes_from_one_address() {
    Resident holder = node();
    RawPeer feeder = peer().answeringPings();
    for (int i = 0; i < 100; i++) {
      feeder.ask(holder.endpoint(), m -> new Request.Store(m, feeder.id(), net.target(), BLUE));
      net.world().run(Duration.ofMillis(600));
    }
    RawPeer newcomer = peer().answeringPings();

    newcomer.ask(holder.endpoint(), m -> new Request.Ping(m, newcomer.id()));
    net.world().run(Duration.ofSeconds(11));

    assertThat(newcomer.asked().stream().filter(each -> each instanceof Request.Store).count())
        .isBetween(20L, 30L);
  }

  @Test
  void a_contact_that_moved_its_id_elsewhere_is_not_believed_while_it_answers_here() {
    Resident node = node();
    RawPeer first = peer().answeringPings();
    first.ask(node.endpoint(), m -> new Request.Ping(m, first.id()));
    pass();
    RawPeer thief = new RawPeer(net.world().host(), first.id()).answeringPings();

    thief.ask(node.endpoint(), m -> new Request.Ping(m, first.id()));
    pass();

    assertThat(net.world().await(node.node().contacts()))
        .containsExactly(new Contact(first.id(), first.endpoint()));
  }

  @Test
  void a_contact_that_is_silent_five_times_in_a_row_is_named_no_longer() throws MalformedException {
    Resident node = node();
    RawPeer asker = peer().answeringPings();
    RawPeer gone = peer().answeringPings();
    for (RawPeer each : List.of(asker, gone)) {
      each.ask(node.endpoint(), m -> new Request.Ping(m, each.id()));
    }
    pass();
    gone.silence();

    for (int i = 0; i < 48; i++) { // or the node would take its own line for dead
      asker.ask(node.endpoint(), m -> new Request.Ping(m, asker.id()));
      net.world().run(Duration.ofSeconds(20));
    }
    int pings = gone.asked().size();
    Bytes find =
        asker.ask(node.endpoint(), m -> new Request.FindNode(m, asker.id(), gone.id().flipped(9)));
    pass();

    assertThat(pings).isGreaterThanOrEqualTo(5);
    assertThat(asker.near(find).contacts()).isEmpty();
  }

  @Test
  void who_claims_our_own_id_gets_no_answer() {
    Resident node = node();
    RawPeer peer = peer();

    Bytes id = peer.ask(node.endpoint(), m -> new Request.Ping(m, node.id()));
    pass();

    assertThat(peer.answer(id)).isNull();
  }
}
