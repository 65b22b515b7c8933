package dev.kith.core.driver;

import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.Terms;
import java.time.Duration;

/// How requests are sent. Immutable.
///
/// @param terms when a request is given up, when it is sent again, and who may answer it, unless
///   other terms come with it
/// @param mostInFlight most requests out at a time
/// @param mostQueued most requests of each priority waiting for their turn
/// @param observer who watches
public record RequestsOptions(Terms terms, int mostInFlight, int mostQueued, Observer observer) {
  /// Requests given up after `timeout`, each sent up to `sends` times, evenly spaced, while no
  /// answer comes.
  public static RequestsOptions of(
      Duration timeout, int sends, int mostInFlight, int mostQueued, Observer observer) {
    Terms once = Terms.once(timeout);
    Terms terms = sends == 1 ? once : once.resending(sends, timeout.dividedBy(sends + 1L));
    return new RequestsOptions(terms, mostInFlight, mostQueued, observer);
  }
}
