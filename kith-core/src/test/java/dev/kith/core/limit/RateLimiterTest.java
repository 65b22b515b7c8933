package dev.kith.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void a_burst_is_allowed_and_then_the_rate() {
    RateLimiter limiter = RateLimiter.bursty(10, 2);

    assertThat(admitted(limiter, 0, 100)).isEqualTo(10);
    assertThat(admitted(limiter, SECOND, 100)).isEqualTo(2);
    assertThat(admitted(limiter, SECOND + SECOND / 2, 100)).isEqualTo(1);
    assertThat(admitted(limiter, 60 * SECOND, 100)).isEqualTo(10);
  }

  @Test
  void a_smooth_limiter_spaces_evenly() {
    RateLimiter limiter = RateLimiter.smooth(4);

    assertThat(limiter.admits(0)).isTrue();
    assertThat(limiter.admits(SECOND / 4 - 1)).isFalse();
    assertThat(limiter.admits(SECOND / 4)).isTrue();
  }

  @Test
  void rounding_never_allows_more() {
    RateLimiter limiter = RateLimiter.smooth(3);
    limiter.admits(0);

    assertThat(limiter.admits(SECOND / 3)).isFalse();
    assertThat(limiter.admits(SECOND / 3 + 1)).isTrue();
  }

  @Test
  void a_cost_is_taken_whole_or_not_at_all() {
    RateLimiter limiter = RateLimiter.bursty(10, 1);

    assertThat(limiter.admits(0, 8)).isTrue();
    assertThat(limiter.admits(0, 3)).isFalse();
    assertThat(limiter.admits(0, 2)).isTrue();
    assertThat(limiter.admits(1_000 * SECOND, 11)).isFalse();
    assertThat(limiter.admits(1_000 * SECOND, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void it_tells_how_long_to_wait() {
    RateLimiter limiter = RateLimiter.bursty(2, 4);
    limiter.admits(0, 2);

    assertThat(limiter.nanosUntil(0, 1)).isEqualTo(SECOND / 4);
    assertThat(limiter.admits(SECOND / 4 - 1)).isFalse();
    assertThat(limiter.admits(SECOND / 4)).isTrue();
    assertThat(limiter.nanosUntil(60 * SECOND, 2)).isZero();
    assertThatThrownBy(() -> limiter.nanosUntil(0, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_rate_that_allows_nothing_is_refused() {
    assertThatThrownBy(() -> RateLimiter.bursty(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RateLimiter.bursty(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void over_any_time_no_more_than_burst_and_rate_comes_through() {
    record Ask(long gapNanos, int cost) {}
    Gen<Ask> asks = random -> new Ask(random.nextLong(SECOND / 2), 1 + random.nextInt(8));

    Property.forAll(Gen.lists(asks, 200))
        .check(
            list -> {
              RateLimiter limiter = RateLimiter.bursty(20, 7);
              List<long[]> taken = new ArrayList<>();
              long now = 0;
              for (Ask ask : list) {
                now += ask.gapNanos;
                if (limiter.admits(now, ask.cost)) {
                  taken.add(new long[] {now, ask.cost});
                }
              }
              for (int from = 0; from < taken.size(); from++) {
                long sum = 0;
                for (int to = from; to < taken.size(); to++) {
                  sum += taken.get(to)[1];
                  long nanos = taken.get(to)[0] - taken.get(from)[0];
                  assertThat(sum * SECOND).isLessThanOrEqualTo(20 * SECOND + 7 * nanos);
                }
              }
            });
  }

  private static int admitted(RateLimiter limiter, long now, int tries) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      admitted += limiter.admits(now) ? 1 : 0;
    }
    return admitted;
  }
}
