package dev.kith.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RotatingSecretTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final Bytes IP = Bytes.hex("c0000201");
  private static final Bytes TARGET = Bytes.utf8("mnopqrstuvwxyz123456");

  private final RotatingSecret secret = new RotatingSecret(Seed.random());

  @Test
  void a_token_is_accepted_for_what_it_was_given_for_and_nothing_else() {
    Bytes token = secret.token(0, IP, TARGET);

    assertThat(token.length()).isEqualTo(8);
    assertThat(secret.accepts(1, token, IP, TARGET)).isTrue();
    assertThat(secret.accepts(1, token, Bytes.hex("c0000202"), TARGET)).isFalse();
    assertThat(secret.accepts(1, token, IP, IP)).isFalse();
    assertThat(secret.accepts(1, token, IP)).isFalse();
    assertThat(secret.accepts(1, token.slice(0, 7), IP, TARGET)).isFalse();
    assertThat(secret.accepts(1, Bytes.EMPTY, IP, TARGET)).isFalse();
  }

  @Test
  void parts_do_not_run_into_each_other() {
    Bytes token = secret.token(0, Bytes.utf8("ab"), Bytes.utf8("c"));

    assertThat(secret.accepts(0, token, Bytes.utf8("a"), Bytes.utf8("bc"))).isFalse();
    assertThat(secret.accepts(0, token, Bytes.utf8("abc"))).isFalse();

    Bytes ofTwo = secret.token(0, Bytes.utf8("a"), Bytes.utf8("b"));
    assertThat(secret.accepts(0, ofTwo, Bytes.utf8("a\0b"))).isFalse();
  }

  @Test
  void a_token_holds_at_least_one_period_and_at_most_two() {
    secret.token(0, IP);
    Bytes early = secret.token(1, IP);
    Bytes late = secret.token(5 * MINUTE - 1, IP);

    assertThat(secret.accepts(10 * MINUTE - 1, early, IP)).isTrue();
    assertThat(secret.accepts(10 * MINUTE - 1, late, IP)).isTrue();
    assertThat(secret.accepts(10 * MINUTE, early, IP)).isFalse();
    assertThat(secret.accepts(10 * MINUTE, late, IP)).isFalse();
  }

  @Test
  void after_a_long_silence_no_old_token_is_accepted() {
    Bytes token = secret.token(0, IP);

    assertThat(secret.accepts(1_000 * MINUTE, token, IP)).isFalse();
  }

  @Test
  void the_secret_changes_with_the_period_also_when_nobody_looked_for_a_while() {
    Bytes first = secret.token(0, IP);
    Bytes second = secret.token(8 * MINUTE, IP);

    assertThat(second).isNotEqualTo(first);
    assertThat(secret.accepts(9 * MINUTE, first, IP)).isTrue();
    assertThat(secret.accepts(11 * MINUTE, first, IP)).isFalse();
    assertThat(secret.accepts(11 * MINUTE, second, IP)).isTrue();
  }

  @Test
  void a_secret_that_gave_no_token_accepts_none() {
    assertThat(secret.accepts(0, Bytes.hex("0000000000000000"), IP)).isFalse();
  }

  @Test
  void two_nodes_do_not_accept_each_others_tokens() {
    RotatingSecret other = new RotatingSecret(new java.util.SplittableRandom(99));
    other.token(0, IP);

    assertThat(other.accepts(0, secret.token(0, IP), IP)).isFalse();
  }

  @Test
  void at_any_time_a_token_is_accepted_if_young_and_refused_if_old() {
    record Look(long gapSeconds, boolean isNew) {}
    Gen<Look> looks = random -> new Look(Gen.longs(0, 400).draw(random), random.nextInt(3) == 0);

    Property.forAll(Gen.lists(looks, 60))
        .tries(300)
        .check(
            list -> {
              RotatingSecret any = new RotatingSecret(Seed.random());
              long now = 0;
              long given = 0;
              Bytes token = any.token(now, IP);
              for (Look look : list) {
                now += look.gapSeconds * MINUTE / 60;
                boolean accepted = any.accepts(now, token, IP);
                if (now - given <= 5 * MINUTE) {
                  assertThat(accepted).isTrue();
                } else if (now - given >= 10 * MINUTE) {
                  assertThat(accepted).isFalse();
                }
                if (look.isNew) {
                  token = any.token(now, IP);
                  given = now;
                }
              }
            });
  }

  @Test
  void of_a_million_guesses_none_is_accepted() {
    assertThat(acceptedGuesses(1_000_000)).isZero();
  }

  @Test
  @Tag("soak")
  void of_ten_million_guesses_none_is_accepted() {
    assertThat(acceptedGuesses(10_000_000)).isZero();
  }

  @Test
  void a_token_that_could_be_guessed_is_refused() {
    assertThatThrownBy(() -> new RotatingSecret(Duration.ofMinutes(5), 3, Seed.random()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private int acceptedGuesses(int guesses) {
    RandomGenerator random = Seed.random();
    secret.token(0, IP, TARGET);
    secret.token(6 * MINUTE, IP, TARGET);
    byte[] guess = new byte[8];
    int accepted = 0;
    for (int i = 0; i < guesses; i++) {
      random.nextBytes(guess);
      accepted += secret.accepts(6 * MINUTE, Bytes.copyOf(guess), IP, TARGET) ? 1 : 0;
    }
    return accepted;
  }
}
