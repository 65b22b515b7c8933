package dev.kith.mainline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class WriteTokensTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Address ADDRESS = Address.parse("192.0.2.1");
  private static final NodeId TARGET = NodeId.copyOf(new byte[20]);

  private final RandomGenerator random = Seed.random();
  private final WriteTokens tokens = new WriteTokens(random);

  @Test
  void a_token_has_8_bytes_and_holds_for_five_minutes_at_least_and_ten_at_most() {
    Bytes token = tokens.issue(MINUTE, ADDRESS, TARGET);

    assertThat(token.length()).isEqualTo(WriteTokens.BYTES);
    assertThat(tokens.accepts(MINUTE, token, ADDRESS, TARGET)).isTrue();
    assertThat(tokens.accepts(6 * MINUTE, token, ADDRESS, TARGET)).isTrue();
    assertThat(tokens.accepts(11 * MINUTE, token, ADDRESS, TARGET)).isFalse();
  }

  @Test
  void a_token_is_good_for_one_address_and_one_target() {
    Bytes token = tokens.issue(0, ADDRESS, TARGET);

    assertThat(tokens.accepts(0, token, Address.parse("192.0.2.2"), TARGET)).isFalse();
    assertThat(tokens.accepts(0, token, ADDRESS, TARGET.flipped(159))).isFalse();
    assertThat(tokens.accepts(0, token, Address.v6(0, 0xc0000201L), TARGET)).isFalse();
  }

  @Test
  void nodes_do_not_accept_the_tokens_of_others() {
    Bytes token = new WriteTokens(random).issue(0, ADDRESS, TARGET);
    tokens.issue(0, ADDRESS, TARGET);

    assertThat(tokens.accepts(0, token, ADDRESS, TARGET)).isFalse();
  }

  @Test
  void no_guess_is_accepted() {
    guess(100_000);
  }

  @Test
  @Tag("soak")
  void none_of_ten_million_guesses_is_accepted() {
    guess(10_000_000);
  }

  private void guess(int times) {
    byte[] right = tokens.issue(0, ADDRESS, TARGET).toArray();
    byte[] guess = new byte[WriteTokens.BYTES];
    int accepted = 0;

    for (int i = 0; i < times; i++) {
      random.nextBytes(guess);
      if (i % 2 == 0) { // half of them nearly right
        System.arraycopy(right, 0, guess, 0, 5);
        guess[5] = (byte) (right[5] + 1);
      }
      accepted += tokens.accepts(0, Bytes.copyOf(guess), ADDRESS, TARGET) ? 1 : 0;
    }

    assertThat(accepted).isZero();
    assertThat(tokens.accepts(0, Bytes.EMPTY, ADDRESS, TARGET)).isFalse();
    assertThat(tokens.accepts(0, Bytes.wrap(right), ADDRESS, TARGET)).isTrue();
  }
}
