package dev.kith.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTrackerPropertyTest {
  private static final long MILLI = 1_000_000;
  private static final TrackerOptions SMALL = new TrackerOptions(8, 4, 50 * MILLI);

  /// One thing that happens to a tracker; of `id` and `host` there are few, so that they meet.
  private record Step(Kind kind, int id, int host, int millis) {}

  private enum Kind {
    BEGIN,
    REPLY,
    EXPIRE,
    CANCEL
  }

  private static final Gen<Step> STEPS =
      random ->
          new Step(
              Kind.values()[random.nextInt(4)],
              random.nextInt(12),
              random.nextInt(2),
              random.nextInt(30));

  @Test
  void every_request_ends_exactly_once_and_nothing_is_left_after_quiet() {
    Property.forAll(Gen.lists(STEPS, 200)).check(steps -> new Run().check(steps));
  }

  /// A tracker, and what an observer of it knows: which requests have begun and how each ended.
  private static final class Run {
    private final RequestTracker<Integer, Integer> tracker = new RequestTracker<>(SMALL);
    private final Map<Integer, Integer> endings = new LinkedHashMap<>(); // request → how often
    private final Map<Integer, Endpoint> asked = new LinkedHashMap<>(); // id → whom, if waiting
    private long now;

    void check(List<Step> steps) {
      for (Step step : steps) {
        now += step.millis * MILLI;
        take(step);
        assertThat(tracker.outstanding()).isEqualTo(asked.size()).isLessThanOrEqualTo(8);
        assertThat(tracker.nextDeadline() == Long.MAX_VALUE).isEqualTo(asked.isEmpty());
      }
      while (tracker.nextDeadline() != Long.MAX_VALUE) {
        now = tracker.nextDeadline();
        expire();
      }
      assertThat(tracker.outstanding()).isZero();
      assertThat(endings.values()).allMatch(times -> times == 1);
    }

    private void take(Step step) {
      Endpoint host = new Endpoint(Address.v4(0x0a000001 + step.host), 1000);
      switch (step.kind) {
        case BEGIN -> {
          if (tracker.hasRoom() && tracker.isFree(now, step.id)) {
            int request = endings.size();
            endings.put(request, 0);
            assertThat(asked.put(step.id, host)).isNull();
            tracker.begin(now, step.id, host, request, terms(step));
          }
        }
        case REPLY -> {
          boolean isRight = host.equals(asked.get(step.id));
          Match<Integer> match = tracker.match(now, step.id, host);
          assertThat(match instanceof Match.Answered).isEqualTo(isRight);
          if (match instanceof Match.Answered<Integer> answered) {
            end(step.id, answered.request());
          }
        }
        case EXPIRE -> expire();
        case CANCEL -> {
          Integer cancelled = tracker.cancel(now, step.id);
          assertThat(cancelled != null).isEqualTo(asked.containsKey(step.id));
          if (cancelled != null) {
            end(step.id, cancelled);
          }
        }
      }
    }

    private void expire() {
      for (Overdue<Integer, Integer> overdue : tracker.expire(now)) {
        switch (overdue) {
          case Overdue.Resend<Integer, Integer> resend ->
              assertThat(asked).containsEntry(resend.id(), resend.to());
          case Overdue.TimedOut<Integer, Integer> timedOut ->
              end(timedOut.id(), timedOut.request());
        }
      }
      assertThat(tracker.nextDeadline()).isGreaterThan(now);
    }

    private void end(int id, int request) {
      endings.merge(request, 1, Integer::sum);
      asked.remove(id);
    }

    private static Terms terms(Step step) {
      Terms once = Terms.once(Duration.ofMillis(20 + step.millis));
      return step.id % 2 == 0 ? once : once.resending(3, Duration.ofMillis(7));
    }
  }
}
