package dev.kith.node.daemon;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.node.cli.Shell;
import dev.kith.node.text.Durations;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Writes what happens in a node to standard error: with `-v` what changes, with `-vv` every
/// request too. Broken invariants are always written.
public final class EventLog implements Observer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final Shell shell;
  private final String network;
  private final int verbosity;

  private EventLog(Shell shell, String network) {
    this.shell = shell;
    this.network = network;
    this.verbosity = shell.options().verbosity();
  }

  /// The log of the node of `network`, as verbose as the command line asks.
  public static Observer of(Shell shell, String network) {
    return new EventLog(shell, network);
  }

  @Override
  public void on(Event event) {
    if (verbosity >= level(event)) {
      shell.log(
          LocalTime.now(ZoneId.systemDefault()).format(TIME) + " " + network + " " + words(event));
    }
  }

  private static int level(Event event) {
    return switch (event) {
      case Event.InvariantBroken _ -> 0;
      case Event.ContactAdded _,
          Event.ContactRemoved _,
          Event.LookupStarted _,
          Event.LookupEnded _,
          Event.Stored _,
          Event.Removed _,
          Event.HealthChanged _ ->
          1;
      case Event.RequestSent _,
          Event.RequestAnswered _,
          Event.RequestRefused _,
          Event.RequestTimedOut _,
          Event.RequestServed _,
          Event.RequestDeclined _,
          Event.Dropped _ ->
          2;
    };
  }

  private static String words(Event event) {
    return switch (event) {
      case Event.RequestSent(String method, var to) -> "asked " + to + " " + method;
      case Event.RequestAnswered(String method, var from, long rtt) ->
          from + " answered " + method + " after " + Durations.show(rtt);
      case Event.RequestRefused(String method, var from, int code) ->
          from + " refused " + method + " with code " + code;
      case Event.RequestTimedOut(String method, var to) -> to + " did not answer " + method;
      case Event.RequestServed(String method, var from) -> "answered " + from + " " + method;
      case Event.RequestDeclined(String method, var from, int code) ->
          "declined " + method + " of " + from + " with code " + code;
      case Event.Dropped(String reason, var from) ->
          "dropped a datagram of " + from + ": " + reason;
      case Event.ContactAdded(var contact) -> "knows " + contact;
      case Event.ContactRemoved(var contact, String reason) -> "forgot " + contact + ": " + reason;
      case Event.LookupStarted(var target, String method) ->
          "looks up " + target + " with " + method;
      case Event.LookupEnded(
              var target,
              String method,
              int asked,
              int answered,
              int failed,
              long duration) ->
          "looked up %s with %s: %d asked, %d answered, %d failed, %s"
              .formatted(target, method, asked, answered, failed, Durations.show(duration));
      case Event.Stored(String kind, var key) -> "stored " + kind + " under " + key;
      case Event.Removed(String kind, var key, String reason) ->
          "removed " + kind + " under " + key + ": " + reason;
      case Event.HealthChanged(String state, String detail) -> "is " + state + ": " + detail;
      case Event.InvariantBroken(String what, String detail) ->
          "broke an invariant of its own, please report it: " + what + ": " + detail;
    };
  }
}
