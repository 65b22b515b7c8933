package dev.kith.core.driver;

import dev.kith.core.limit.HeldReplies;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sends replies without letting anyone use us to flood a third party.
///
/// The source address of a request may be forged. So an address that has not proved itself lately
/// gets at most three times what it sent: a longer reply is held until the address has answered a
/// ping of ours, and if it does not, only as much is sent as fits. What is sent beyond the
/// request's own size is charged to a budget; when that is used up, the reply is dropped in
/// silence. As long as a ping to an address is out, replies make room for it. A proved address gets
/// its long replies at once, but no more of them than anyone may ask for: requests can be forged in
/// its name too. Local addresses are exempt from all this.
///
/// @param <M> a message as it goes out
public final class Sender<M> {
  private static final int MOST_HELD = 256;
  private static final int MOST_HELD_PER_ADDRESS = 4;

  /// A reply that can be cut down.
  ///
  /// @param <M> a message
  public interface Reply<M> {
    /// All of it.
    M whole();

    /// As much of it as is of use in `bytes` bytes; something larger if it cannot be cut down so
    /// far, which is then not sent.
    M within(int bytes);
  }

  /// The socket the replies leave by.
  ///
  /// @param <M> a message
  public interface Line<M> {
    /// Sends a message.
    void send(Endpoint to, M message);

    /// The size of a message in bytes; 0 where messages are handed over unencoded.
    int sizeOf(M message);

    /// Pings whoever is at `to`, once, and runs `then` if an answer comes.
    void ping(Endpoint to, Runnable then);
  }

  private final Loop loop;
  private final Guard guard;
  private final Observer observer;
  private final Line<M> line;
  private final HeldReplies<Waiting<M>> held;
  private Loop.@Nullable Timer timer;

  private record Waiting<M>(Reply<M> reply, int asked) {}

  /// A sender that has sent nothing.
  ///
  /// @param timeout how long a reply is held at most
  public Sender(Loop loop, Guard guard, Observer observer, Duration timeout, Line<M> line) {
    this.loop = loop;
    this.guard = guard;
    this.observer = observer;
    this.line = line;
    this.held = new HeldReplies<>(MOST_HELD, MOST_HELD_PER_ADDRESS, timeout.toNanos());
  }

  /// Sends the reply to a request of `asked` bytes, or holds it until the address has proved
  /// itself. Returns false if it is dropped.
  public boolean send(Endpoint to, Reply<M> reply, int asked) {
    M whole = reply.whole();
    if (isExempt(to, asked)) {
      line.send(to, whole);
      return true;
    }
    int size = line.sizeOf(whole);
    int most = most(to, asked);
    if (size <= most) {
      return sendWithinBudget(to, whole, size, asked);
    }
    boolean isLong = size > guard.mostAtOnce(to, asked); // even without a ping beside it
    if (!isLong || !guard.mayWork(to)) {
      return sendShort(to, reply, most, asked);
    }
    if (guard.isValidated(to.address())) {
      line.send(to, whole);
      return true;
    }
    return hold(to, new Waiting<>(reply, asked));
  }

  /// Sends what cannot be cut down and does not wait: an error, say.
  public void sendOrDrop(Endpoint to, M message, int asked) {
    if (isExempt(to, asked)) {
      line.send(to, message);
      return;
    }
    int size = line.sizeOf(message);
    if (size <= most(to, asked)) {
      sendWithinBudget(to, message, size, asked);
    }
  }

  /// What was held for the address of `from`, who has answered us, is sent.
  public void proved(Endpoint from) {
    for (HeldReplies.Held<Waiting<M>> each : held.release(from.address())) {
      line.send(each.to(), each.reply().reply().whole());
    }
  }

  private boolean hold(Endpoint to, Waiting<M> reply) {
    boolean isPinged = guard.isPinged(to);
    if (!isPinged && guard.mayPing(to)) {
      isPinged = true;
      line.ping(to, () -> proved(to));
    }
    if (!isPinged || held.hold(loop.now(), to, reply) == HeldReplies.Holding.NO_ROOM) {
      return sendShort(to, reply.reply(), most(to, reply.asked()), reply.asked());
    }
    arm();
    return true;
  }

  private void arm() {
    if (timer == null && held.nextDeadline() != Long.MAX_VALUE) {
      timer = loop.after(held.nextDeadline() - loop.now(), this::expire);
    }
  }

  private void expire() {
    timer = null;
    for (HeldReplies.Held<Waiting<M>> each : held.expire(loop.now())) {
      Waiting<M> waiting = each.reply();
      int most = guard.mostBesidePing(each.to(), waiting.asked());
      sendShort(each.to(), waiting.reply(), most, waiting.asked());
    }
    arm();
  }

  /// Ends all waiting; what is held is not sent.
  public void close() {
    if (timer != null) {
      timer.cancel();
    }
  }

  // Nothing is counted where messages are handed over, which have no size.
  private static boolean isExempt(Endpoint to, int asked) {
    return asked == 0 || to.address().isLocal();
  }

  // What may answer `asked` bytes at once.
  private int most(Endpoint to, int asked) {
    return guard.isPinged(to) && !guard.isValidated(to.address())
        ? guard.mostBesidePing(to, asked)
        : guard.mostAtOnce(to, asked);
  }

  private boolean sendShort(Endpoint to, Reply<M> reply, int most, int asked) {
    M cut = reply.within(most);
    int size = line.sizeOf(cut);
    return size <= most && sendWithinBudget(to, cut, size, asked);
  }

  private boolean sendWithinBudget(Endpoint to, M reply, int size, int asked) {
    if (!guard.mayAfford(to.address(), asked, size)) {
      observer.on(new Event.Dropped("over the byte budget", to));
      return false;
    }
    line.send(to, reply);
    return true;
  }
}
