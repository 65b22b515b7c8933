package dev.kith.kv.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.kv.Vectors;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.node.Profile.Verdict;
import dev.kith.kv.signed.Holding;
import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedJson;
import dev.kith.kv.signed.SignedValue;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Packet;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The profile signed-seed for itself: what it says to the recorded requests of the fork's
/// revision, and what it does before it says anything.
final class SignedProfileTest {
  private static final NodeId KEY = People.digest("k");
  private static final SignedValue OLD = People.secured(People.A, "k", "old");
  private static final SignedValue NEW = People.secured(People.A, "k", "new");

  private final Profile profile = Profile.signedSeed(People.NODE);
  private final KnownByHand known = new KnownByHand();

  @Test
  void recorded_stores_are_decided_as_the_fork_decided_them() {
    // The keys of both: SHA-1 of texts that are not recorded.
    NodeId secured = request("store-valid-secured").key();
    NodeId controlled = request("store-controlled-A").key();

    assertThat(replay("store-valid-secured")).isEqualTo("stored");
    assertThat(replay("store-other-owner")).isEqualTo(Refusal.OTHER_OWNER.name());
    assertThat(replay("store-bad-signature")).isEqualTo(Refusal.BAD_SIGNATURE.name());
    assertThat(known.own).isEqualTo(recordedData("find_value-secured"));
    assertThat(request("store-other-owner").key()).isEqualTo(secured);

    known.own = null;
    assertThat(replay("store-controlled-A")).isEqualTo("stored");
    assertThat(replay("store-controlled-B")).isEqualTo("stored");
    assertThat(replay("store-controlled-list")).isEqualTo("stored");
    assertThat(known.own).isEqualTo(recordedData("find_value-controlled"));
    assertThat(request("store-controlled-list").key()).isEqualTo(controlled);
  }

  @Test
  void what_is_no_signed_value_is_answered_with_silence() {
    for (String name : List.of("store-not-json", "store-missing-field")) {
      Request.Store store = request(name);

      assertThat(judge(store.key(), store.value()))
          .isEqualTo(new Verdict.Refuse("no signed value", null));
    }
  }

  @Test
  void recorded_hits_of_both_revisions_are_believed() throws Exception {
    for (String revision : List.of("readme", "head")) {
      for (String name : List.of("find_value-secured", "find_value-controlled")) {
        MsgValue.Map hit = hit(revision, name);
        NodeId key = asked(revision, name);

        MsgValue believed = profile.believe(0, key, hit, known);

        assertThat(believed).as(revision + " " + name).isEqualTo(hit.find("data"));
        assertThat(profile.believe(0, KEY, hit, known)).isNull();
      }
    }
  }

  @Test
  void recorded_hits_are_written_byte_for_byte() {
    for (String revision : List.of("readme", "head")) {
      MsgValue.Map hit = hit(revision, "find_value-controlled");

      NodeMessage message = MessageMap.read(hit).orElseThrow();

      assertThat(MsgWriter.write(MessageMap.of(message))).isEqualTo(MsgWriter.write(hit));
    }
  }

  @Test
  void hits_of_the_plain_profile_are_not_believed() {
    MsgValue.Map plain = MsgValue.Map.of("value", new MsgValue.Str(OLD.text()));

    assertThat(profile.believe(0, KEY, plain, known)).isNull();
  }

  @Test
  void what_is_false_is_refused_before_anybody_is_asked() {
    SignedValue forged = new SignedValue(OLD.authorization(), "forged", OLD.persistMode());

    assertThat(judge(KEY, stored(forged))).isEqualTo(refused(Refusal.BAD_SIGNATURE));
    assertThat(judge(People.digest("other"), stored(OLD)))
        .isEqualTo(refused(Refusal.BAD_SIGNATURE));
    assertThat(known.lookups).isZero();
  }

  @Test
  void where_nothing_is_held_the_network_decides() {
    known.found = stored(People.secured(People.B, "k", "theirs"));

    assertThat(judge(KEY, stored(OLD))).isEqualTo(refused(Refusal.OTHER_OWNER));
    assertThat(known.lookups).isEqualTo(1);
  }

  @Test
  void where_something_is_held_that_decides() {
    known.own = stored(OLD);
    known.found = stored(People.secured(People.B, "k", "theirs"));

    assertThat(judge(KEY, stored(NEW))).isEqualTo(new Verdict.Store(stored(NEW), stored(NEW)));
    assertThat(known.lookups).isZero();
  }

  @Test
  void a_node_that_did_not_hold_a_value_does_not_say_that_it_was_replaced() {
    // An old value is replayed at a node that missed the update.
    known.found = stored(NEW);
    assertThat(judge(KEY, stored(OLD))).isInstanceOf(Verdict.Store.class);

    MsgValue believed = profile.believe(0, KEY, profile.hit(0, KEY, stored(NEW)), known);

    assertThat(believed).isEqualTo(stored(NEW));
  }

  @Test
  void what_was_stored_while_others_were_asked_counts() {
    known.duringLookup = () -> known.own = stored(People.secured(People.B, "k", "first"));

    assertThat(judge(KEY, stored(OLD))).isEqualTo(refused(Refusal.OTHER_OWNER));
  }

  @Test
  void a_replaced_value_is_refused_and_no_longer_believed() {
    known.own = stored(OLD);
    assertThat(judge(KEY, stored(NEW))).isInstanceOf(Verdict.Store.class);
    known.own = stored(NEW);

    assertThat(judge(KEY, stored(OLD))).isEqualTo(refused(Refusal.REPLAYED));
    assertThat(profile.believe(0, KEY, profile.hit(0, KEY, stored(OLD)), known)).isNull();
  }

  @Test
  void what_is_held_already_is_kept_though_the_time_of_its_key_has_passed() {
    SignedValue timed = People.secured(People.A, "k", "v", OptionalLong.of(1_000));
    known.own = stored(timed);
    known.wall = 2_000;

    assertThat(judge(KEY, stored(timed))).isInstanceOf(Verdict.Store.class);
    known.own = null;
    assertThat(judge(KEY, stored(timed))).isEqualTo(refused(Refusal.EXPIRED));
  }

  @Test
  void a_get_takes_what_most_hold() {
    Profile.Tally tally = profile.tally();

    assertThat(tally.winner()).isNull();
    assertThat(tally.cast(stored(OLD))).isFalse();
    assertThat(tally.cast(stored(NEW))).isFalse();
    assertThat(tally.cast(stored(NEW))).isFalse();

    assertThat(tally.winner()).isEqualTo(stored(NEW));
    assertThat(tally.votes()).isEqualTo(2);
  }

  @Test
  void a_holding_goes_in_pieces_that_a_store_can_carry() throws Exception {
    SignedValue a = People.controlled(People.A, "k", "x".repeat(5_000));
    SignedValue b = People.controlled(People.B, "k", "y".repeat(5_000));
    SignedValue small = People.controlled(People.NODE, "k", "z");
    Holding all = new Holding.Controlled(List.of(a, b, small));

    List<MsgValue> pieces = profile.pieces(new MsgValue.Str(all.text()));

    List<SignedValue> sent = new ArrayList<>();
    for (MsgValue piece : pieces) {
      String text = ((MsgValue.Str) piece).text();
      assertThat(text.length()).isLessThanOrEqualTo(SignedValue.MAX_TEXT_BYTES);
      sent.addAll(SignedJson.holding(text).values());
    }
    assertThat(pieces).hasSize(2).contains(stored(a));
    assertThat(sent).containsExactlyInAnyOrder(a, b, small);
    assertThat(profile.pieces(stored(OLD))).containsExactly(stored(OLD));
    assertThat(profile.pieces(new MsgValue.Str("[" + small.text() + "]")))
        .containsExactly(stored(small));
  }

  private String replay(String name) {
    Request.Store store = request(name);
    return switch (judge(store.key(), store.value())) {
      case Verdict.Store(MsgValue kept, MsgValue _) -> {
        known.own = kept;
        yield "stored";
      }
      case Verdict.Refuse(String reason, MsgValue _) -> reason;
    };
  }

  private Verdict judge(NodeId key, MsgValue value) {
    List<Verdict> verdicts = new ArrayList<>();
    profile.judge(0, key, value, known, verdicts::add);
    assertThat(verdicts).hasSize(1);
    return verdicts.getFirst();
  }

  private static Verdict refused(Refusal refusal) {
    return new Verdict.Refuse(refusal.name(), MsgValue.Bool.FALSE);
  }

  private static MsgValue stored(SignedValue value) {
    return new MsgValue.Str(value.text());
  }

  private static MsgValue recordedData(String name) {
    return Optional.ofNullable(hit("readme", name).find("data")).orElseThrow();
  }

  private static Request.Store request(String name) {
    return (Request.Store) decode(Vectors.hex(exchange("readme", name), "request"));
  }

  private static MsgValue.Map hit(String revision, String name) {
    Bytes response = Vectors.hex(exchange(revision, name), "response");
    try {
      return (MsgValue.Map) ((Response) decode(response)).value();
    } catch (MalformedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  private static NodeId asked(String revision, String name) {
    Bytes request = Vectors.hex(exchange(revision, name), "request");
    return ((Request.FindValue) decode(request)).key();
  }

  private static Packet decode(Bytes datagram) {
    try {
      return new KvCodec().decode(datagram.toArray(), datagram.length());
    } catch (MalformedException broken) {
      throw new AssertionError(broken);
    }
  }

  private static JsonNode exchange(String revision, String name) {
    return Vectors.each("/fork_rpc/" + revision)
        .filter(each -> each.required("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
