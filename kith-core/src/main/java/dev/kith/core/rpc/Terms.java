package dev.kith.core.rpc;

import java.time.Duration;

/// How long a request is waited for, how often it is sent, and who may answer it. Immutable; one
/// value serves any number of requests.
///
/// @param timeoutNanos when it is given up, counted from the first sending
/// @param sends how often it is sent in all while no answer comes; 1 unless the network loses much
/// @param resendNanos the time from one sending to the next; of no meaning if it is sent once
/// @param source who may answer
public record Terms(long timeoutNanos, int sends, long resendNanos, SourceRule source) {
  /// Refuses times that are not positive, and resending that would come after the end.
  public Terms {
    if (timeoutNanos <= 0 || sends < 1) {
      throw new IllegalArgumentException(
          "a request is sent at least once and waited for, not "
              + sends
              + " times and "
              + timeoutNanos
              + " ns");
    }
    if (sends > 1 && (resendNanos <= 0 || resendNanos > (timeoutNanos - 1) / (sends - 1))) {
      throw new IllegalArgumentException(
          sends + " sends, " + resendNanos + " ns apart, do not fit into " + timeoutNanos + " ns");
    }
  }

  /// Sent once, answered by the endpoint asked, given up after `timeout`.
  public static Terms once(Duration timeout) {
    return new Terms(timeout.toNanos(), 1, 0, SourceRule.EXACT);
  }

  /// The same, sent up to `sends` times, `apart` from each other.
  public Terms resending(int sends, Duration apart) {
    return new Terms(timeoutNanos, sends, apart.toNanos(), source);
  }

  /// The same with another rule of who may answer.
  public Terms answeredBy(SourceRule rule) {
    return new Terms(timeoutNanos, sends, resendNanos, rule);
  }
}
