package dev.kith.kv.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.node.Profile.Verdict;
import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.SignatureCheck;
import dev.kith.kv.signed.SignedRules;
import dev.kith.kv.signed.SignedValue;
import dev.kith.kv.signed.VerifiedSignatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a node makes of others' answers before it stores a value.
final class HearsayTest {
  private static final NodeId KEY = People.digest("k");
  private static final SignedValue OFFERED = People.secured(People.A, "k", "offered");
  private static final SignedValue OLDER = People.secured(People.A, "k", "older");
  private static final SignedValue RIVAL = People.secured(People.B, "k", "rival");
  private static final SignedValue BESIDE = People.controlled(People.B, "k", "beside");

  private int verified;
  private final Profile profile =
      new SignedProfile(
          new SignedRules(
              People.NODE,
              new VerifiedSignatures(
                  (authorization, digest) -> {
                    verified++;
                    return SignatureCheck.direct().verifies(authorization, digest);
                  })));
  private final KnownByHand known = new KnownByHand();

  @Test
  void answers_that_say_what_is_offered_are_not_verified() {
    MsgValue winner = winner(List.of(genuine(OFFERED), genuine(OFFERED)));

    assertThat(winner).isNull();
    assertThat(verified).isZero();
  }

  @Test
  void answers_with_much_around_what_they_say_are_verified_at_once() {
    LinkedHashMap<MsgValue, MsgValue> padded = new LinkedHashMap<>(genuine(OFFERED).entries());
    padded.put(new MsgValue.Str("more"), new MsgValue.Str("x".repeat(400)));

    MsgValue winner = winner(List.of(new MsgValue.Map(padded)));

    assertThat(winner).isNull();
    assertThat(verified).isPositive();
  }

  @Test
  void one_answer_that_says_otherwise_has_all_of_them_verified() {
    List<MsgValue.Map> hits = List.of(forged(OFFERED), genuine(RIVAL), forged(OFFERED));

    assertThat(winner(hits)).isEqualTo(stored(RIVAL));
  }

  @Test
  void the_verdict_is_the_same_as_if_every_answer_had_been_verified() {
    List<MsgValue.Map> kinds = new ArrayList<>();
    for (SignedValue value : List.of(OFFERED, OLDER, RIVAL, BESIDE)) {
      kinds.add(genuine(value));
      kinds.add(forged(value));
    }
    int refusals = 0;

    for (int drawn = 0; drawn < 8 * 8 * 8; drawn++) {
      List<MsgValue.Map> hits =
          List.of(kinds.get(drawn % 8), kinds.get(drawn / 8 % 8), kinds.get(drawn / 64));
      Verdict verdict = judge(winner(hits));

      assertThat(verdict).as("answers %o", drawn).isEqualTo(judge(majorityOf(hits)));
      refusals += verdict instanceof Verdict.Refuse ? 1 : 0;
    }
    assertThat(refusals).isBetween(1, 511);
  }

  private @Nullable MsgValue winner(List<MsgValue.Map> hits) {
    Hearsay.Votes votes = new Hearsay.Votes(profile, KEY, stored(OFFERED), known);
    hits.forEach(hit -> votes.add(0, hit));
    return votes.winner(0);
  }

  private @Nullable MsgValue majorityOf(List<MsgValue.Map> hits) {
    Profile.Tally tally = profile.tally();
    for (MsgValue.Map hit : hits) {
      MsgValue value = profile.believe(0, KEY, hit, known);
      if (value != null) {
        tally.cast(value);
      }
    }
    return tally.winner();
  }

  private Verdict judge(@Nullable MsgValue found) {
    List<Verdict> verdicts = new ArrayList<>();
    known.found = found;
    profile.judge(0, KEY, stored(OFFERED), known, verdicts::add);
    return verdicts.getFirst();
  }

  private static MsgValue.Map genuine(SignedValue value) {
    return MessageMap.of(message(KEY, value));
  }

  /// Another key's signature, under the same words.
  private static MsgValue.Map forged(SignedValue value) {
    return MessageMap.of(message(People.digest("another key"), value));
  }

  private static NodeMessage message(NodeId key, SignedValue value) {
    return NodeMessage.sign(
        People.NODE, key, Optional.of(value.text()), NodeMessage.Form.WITH_MODE);
  }

  private static MsgValue stored(SignedValue value) {
    return new MsgValue.Str(value.text());
  }
}
