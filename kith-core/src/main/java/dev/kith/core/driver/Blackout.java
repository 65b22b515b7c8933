package dev.kith.core.driver;

import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import dev.kith.core.table.RoutingTable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/// Tells a dead line of our own from contacts that do not answer: if nothing at all has arrived for
/// a minute it may be the line, and no contact is blamed.
///
/// That the line is dead is believed only when most of all contacts, or eight, were asked in vain
/// since something arrived last: in a quiet network, a minute in which nothing arrives and one who
/// is gone is asked is nothing out of the way.
///
/// Told the time in nanoseconds; for one thread.
public final class Blackout {
  private static final long AFTER = Duration.ofMinutes(1).toNanos();
  private static final int MOST_WITNESSES = 8;

  private final Runnable onChange;
  private final Set<Endpoint> witnesses = new LinkedHashSet<>();
  private long witnessesSince;
  private boolean isOn;

  /// A line that works as far as is known; `onChange` is run when that changes.
  public Blackout(Runnable onChange) {
    this.onChange = onChange;
  }

  /// Whether the line has been dead since somebody answered last.
  public boolean isOn() {
    return isOn;
  }

  /// Takes note that `contact` has not answered, and that anything at all arrived last at
  /// `lastHeard`. Returns whether the line may be to blame. Only the contacts of `table` are
  /// witnesses against it: others may have been gone for long.
  public boolean isToBlame(long now, long lastHeard, Contact contact, RoutingTable table) {
    if (now - lastHeard <= AFTER) {
      return false;
    }
    if (lastHeard != witnessesSince) {
      witnesses.clear();
      witnessesSince = lastHeard;
    }
    if (table.find(contact.id()).filter(contact::equals).isPresent()) {
      if (witnesses.size() < MOST_WITNESSES) {
        witnesses.add(contact.endpoint());
      }
      set(isOn || witnesses.size() >= Math.min(MOST_WITNESSES, table.size() / 2 + 1));
    }
    return true;
  }

  /// Takes note that a request was answered.
  public void answered() {
    witnesses.clear();
    set(false);
  }

  private void set(boolean on) {
    if (on != isOn) {
      isOn = on;
      onChange.run();
    }
  }
}
