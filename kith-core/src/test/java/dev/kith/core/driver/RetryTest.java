package dev.kith.core.driver;

import static dev.kith.core.driver.VirtualLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final List<String> told = new ArrayList<>();
  private int asked;

  /// A request that is turned away until the third time.
  private Call ask(Consumer<String> then) {
    boolean isTurnedAway = ++asked < 3;
    var _ = loop.after(0, () -> then.accept(isTurnedAway ? "busy" : "yes"));
    return new Call() {
      @Override
      public void cancel() {}

      @Override
      public void withdraw() {}

      @Override
      public boolean isTurnedAway() {
        return isTurnedAway;
      }
    };
  }

  @Test
  void what_is_turned_away_is_asked_again_a_little_later_until_it_is_taken() {
    Retry.whileTurnedAway(loop, this::ask, told::add);

    loop.run(Retry.PAUSE);
    assertThat(asked).isEqualTo(2);
    assertThat(told).isEmpty();

    loop.run(SECOND);
    assertThat(asked).isEqualTo(3);
    assertThat(told).containsExactly("yes");
  }
}
