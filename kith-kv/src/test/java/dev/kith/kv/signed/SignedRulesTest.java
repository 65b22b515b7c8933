package dev.kith.kv.signed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.signed.Holding.Controlled;
import dev.kith.kv.signed.Holding.Secured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SignedRulesTest {
  private static final NodeId KEY = People.digest("k");
  private static final long WALL = 1_800_000_000;
  private static final SignedValue OLD = People.secured(People.A, "k", "old");
  private static final SignedValue NEW = People.secured(People.A, "k", "new");

  private final SignedRules rules = new SignedRules(People.NODE);
  private final Memory memory = new Memory();

  @Test
  void a_genuine_value_meets_no_objection() {
    assertThat(objection(OLD)).isEmpty();
  }

  @Test
  void a_value_signed_for_another_key_is_refused() {
    assertThat(rules.objection(People.digest("other"), OLD, WALL, memory))
        .contains(Refusal.BAD_SIGNATURE);
  }

  @Test
  void a_value_with_another_owner_mode_or_time_than_signed_is_refused() {
    PublicKeyText owner = OLD.authorization().publicKey();
    String sign = OLD.authorization().sign();
    PublicKeyText stranger = PublicKeyText.of(People.B.publicKey(), OptionalLong.empty());
    PublicKeyText later = new PublicKeyText(owner.key(), OptionalLong.of(WALL + 9));

    assertThat(objection(new Authorization(sign, stranger), PersistMode.SECURED))
        .contains(Refusal.BAD_SIGNATURE);
    assertThat(objection(new Authorization(sign, later), PersistMode.SECURED))
        .contains(Refusal.BAD_SIGNATURE);
    assertThat(objection(OLD.authorization(), PersistMode.CONTROLLED))
        .contains(Refusal.BAD_SIGNATURE);
    assertThat(objection(new Authorization(sign + "00", owner), PersistMode.SECURED))
        .contains(Refusal.BAD_SIGNATURE);
    assertThat(objection(new Authorization("xy", owner), PersistMode.SECURED))
        .contains(Refusal.BAD_SIGNATURE);
  }

  @Test
  void the_time_of_the_key_has_to_lie_ahead() {
    SignedValue timed = People.secured(People.A, "k", "v", OptionalLong.of(WALL));

    assertThat(rules.objection(KEY, timed, WALL - 1, memory)).isEmpty();
    assertThat(objection(timed)).contains(Refusal.EXPIRED);
  }

  @Test
  void what_no_request_can_carry_is_refused_before_anything_is_verified() {
    SignedRules unverifying = new SignedRules(People.NODE, NEVER);
    int room = SignedValue.MAX_TEXT_BYTES - OLD.text().length() + "old".length();

    assertThat(objection(People.secured(People.A, "k", "x".repeat(room)))).isEmpty();
    assertThat(
            unverifying.objection(
                KEY, People.secured(People.A, "k", "x".repeat(room + 1)), WALL, memory))
        .contains(Refusal.TOO_LARGE);
    assertThat(
            unverifying.objection(
                KEY, People.secured(People.A, "k", "v", OptionalLong.of(0)), WALL, memory))
        .contains(Refusal.EXPIRED);
  }

  @Test
  void a_replaced_value_does_not_come_back() {
    store(OLD, Optional.empty());
    store(NEW, Optional.of(new Secured(OLD)));

    assertThat(objection(OLD)).contains(Refusal.REPLAYED);
    assertThat(objection(NEW)).isEmpty();
  }

  @Test
  void a_replaced_value_is_remembered_anew_as_long_as_it_comes() {
    store(NEW, Optional.of(new Secured(OLD)));

    assertThat(objection(OLD)).isPresent();

    Bytes signature = OLD.authorization().signature();
    assertThat(memory.signatures).containsExactly(signature, signature);
  }

  @Test
  void the_same_signature_in_capitals_is_still_the_replaced_one() {
    store(NEW, Optional.of(new Secured(OLD)));
    Authorization capitals =
        new Authorization(
            OLD.authorization().sign().toUpperCase(Locale.ROOT), OLD.authorization().publicKey());

    assertThat(objection(new SignedValue(capitals, "old", OLD.persistMode())))
        .contains(Refusal.REPLAYED);
  }

  @Test
  void spelling_the_current_signature_otherwise_does_not_supersede_it() {
    Authorization capitals =
        new Authorization(
            OLD.authorization().sign().toUpperCase(Locale.ROOT), OLD.authorization().publicKey());
    SignedValue shouted = new SignedValue(capitals, "old", OLD.persistMode());
    store(shouted, Optional.of(new Secured(OLD)));

    assertThat(objection(OLD)).isEmpty();
  }

  @Test
  void the_owner_puts_an_earlier_value_back_by_signing_it_with_another_time() {
    store(NEW, Optional.of(new Secured(OLD)));
    SignedValue again = People.secured(People.A, "k", "old", OptionalLong.of(WALL + 3_600));

    assertThat(objection(again)).isEmpty();
  }

  @Test
  void an_answer_is_believed_when_node_and_owner_have_signed_it() {
    NodeMessage answer = rules.vouch(KEY, Optional.of(OLD.text()));

    assertThat(believed(KEY, answer)).contains(new Secured(OLD));
    assertThat(believed(People.digest("other"), answer)).isEmpty();
  }

  @Test
  void a_node_that_signs_what_no_owner_signed_is_not_believed() {
    SignedValue forged = new SignedValue(OLD.authorization(), "forged", PersistMode.SECURED);

    assertThat(believed(KEY, rules.vouch(KEY, Optional.of(forged.text())))).isEmpty();
    assertThat(believed(KEY, rules.vouch(KEY, Optional.of("plain")))).isEmpty();
    assertThat(believed(KEY, rules.vouch(KEY, Optional.empty()))).isEmpty();
  }

  @Test
  void an_answer_changed_on_the_way_is_not_believed() {
    NodeMessage answer = rules.vouch(KEY, Optional.of(OLD.text()));
    NodeMessage changed =
        new NodeMessage(answer.authorization(), Optional.of(NEW.text()), answer.form());

    assertThat(believed(KEY, changed)).isEmpty();
  }

  @Test
  void answers_with_replaced_values_are_not_believed() {
    store(NEW, Optional.of(new Secured(OLD)));

    assertThat(believed(KEY, rules.vouch(KEY, Optional.of(OLD.text())))).isEmpty();
    assertThat(believed(KEY, rules.vouch(KEY, Optional.of(NEW.text())))).contains(new Secured(NEW));
  }

  @Test
  void of_several_owners_values_only_the_replaced_are_left_out() {
    SignedValue a1 = People.controlled(People.A, "k", "1");
    SignedValue a2 = People.controlled(People.A, "k", "2");
    SignedValue b = People.controlled(People.B, "k", "1");
    store(a2, Optional.of(new Controlled(List.of(a1))));

    assertThat(believed(KEY, new Controlled(List.of(a1, b)))).contains(new Controlled(List.of(b)));
    assertThat(believed(KEY, new Controlled(List.of(a1)))).isEmpty();
  }

  @Test
  void one_false_signature_spoils_a_whole_answer() {
    SignedValue a = People.controlled(People.A, "k", "1");
    SignedValue b = People.controlled(People.B, "other", "1");

    assertThat(believed(KEY, new Controlled(List.of(a, b)))).isEmpty();
  }

  @Test
  void the_same_words_are_signed_once_and_popular_keys_do_not_fill_the_memory() {
    NodeSignatures signatures = new NodeSignatures(People.NODE);

    NodeMessage first = signatures.sign(KEY, Optional.of(OLD.text()));

    assertThat(signatures.sign(KEY, Optional.of(OLD.text()))).isSameAs(first);
    assertThat(signatures.sign(KEY, Optional.of(NEW.text())).isAuthentic(KEY)).isTrue();
    for (int i = 0; i < NodeSignatures.MOST + 10; i++) {
      var _ = signatures.sign(People.digest("k" + i), Optional.empty());
    }
    assertThat(signatures.size()).isEqualTo(NodeSignatures.MOST);
  }

  @Test
  void genuine_signatures_are_verified_once_and_their_memory_is_bounded() {
    List<Bytes> computed = new ArrayList<>();
    VerifiedSignatures verified = new VerifiedSignatures((_, digest) -> computed.add(digest));

    for (int i = 0; i < VerifiedSignatures.MOST + 10; i++) {
      Bytes digest = People.digest("k" + i).bytes();
      assertThat(verified.verifies(OLD.authorization(), digest)).isTrue();
      assertThat(verified.verifies(OLD.authorization(), digest)).isTrue();
    }

    assertThat(computed).hasSize(VerifiedSignatures.MOST + 10);
    assertThat(verified.size()).isEqualTo(VerifiedSignatures.MOST);
  }

  @Test
  void false_signatures_are_not_remembered() {
    VerifiedSignatures verified = new VerifiedSignatures((_, _) -> false);

    assertThat(verified.verifies(OLD.authorization(), KEY.bytes())).isFalse();
    assertThat(verified.size()).isZero();
  }

  private static final SignatureCheck NEVER =
      (_, _) -> {
        throw new AssertionError("nothing was to be verified");
      };

  private Optional<Refusal> objection(Authorization authorization, PersistMode mode) {
    return objection(new SignedValue(authorization, "old", mode));
  }

  private Optional<Refusal> objection(SignedValue value) {
    return rules.objection(KEY, value, WALL, memory);
  }

  private Optional<Holding> believed(NodeId key, NodeMessage answer) {
    return rules.believed(key, answer, memory);
  }

  private Optional<Holding> believed(NodeId key, Holding holding) {
    return rules.believed(key, holding, memory);
  }

  private void store(SignedValue value, Optional<Holding> found) {
    assertThat(rules.decide(found, value, memory)).isInstanceOf(Overwrite.Store.class);
  }
}
