package dev.kith.mainline.node;

import dev.kith.core.limit.HeldReplies;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Outcome;
import dev.kith.mainline.wire.ReplyBuilder;
import dev.kith.mainline.wire.ResponsePacket;
import org.jspecify.annotations.Nullable;

/// Sends replies without letting anyone use us to flood a third party.
///
/// The source address of a query may be forged. So an address that has not proved itself lately
/// gets at most three times what it sent: a longer reply is held until the address has answered a
/// ping of ours, and if it does not, only as much is sent as fits. What is sent beyond the
/// request's own size is charged to a budget; when that is used up, the reply is dropped in
/// silence.
final class Sender {
  private static final int MOST_HELD = 256;
  private static final int MOST_HELD_PER_ADDRESS = 4;

  private final Home home;
  private final Loop loop;
  private final Guard guard;
  private final HeldReplies<Reply> held;
  private Loop.@Nullable Timer timer;

  private record Reply(ReplyBuilder builder, int asked) {}

  Sender(Home home, Guard guard) {
    this.home = home;
    this.loop = home.loop();
    this.guard = guard;
    this.held =
        new HeldReplies<>(
            MOST_HELD, MOST_HELD_PER_ADDRESS, home.options().queryTimeout().toNanos());
  }

  /// Sends the reply to a query of `asked` bytes, or holds it until the address has proved itself.
  /// Returns false if it is dropped.
  boolean send(Endpoint to, ReplyBuilder reply, int asked) {
    ResponsePacket whole = reply.build();
    int most = guard.mostAtOnce(to.address(), asked);
    if (most == Integer.MAX_VALUE) {
      home.rpc().reply(to, whole);
      return true;
    }
    int size = home.rpc().sizeOf(whole);
    if (size <= most) {
      return sendWithinBudget(to, whole, size, asked);
    }
    if (!guard.mayWork(to)) {
      return sendShort(to, reply, most, asked);
    }
    return switch (held.hold(loop.now(), to, new Reply(reply, asked))) {
      case NO_ROOM -> sendShort(to, reply, most, asked);
      case WAIT -> true;
      case PING -> {
        ping(to);
        yield true;
      }
    };
  }

  private void ping(Endpoint to) {
    home.ask(
        Ask.stranger(to, Queries.PING, Queries.ping(home.id()), false),
        outcome -> {
          if (outcome instanceof Outcome.Answered || outcome instanceof Outcome.Refused) {
            release(to);
          }
        });
    arm();
  }

  private void release(Endpoint proved) {
    for (HeldReplies.Held<Reply> each : held.release(proved.address())) {
      home.rpc().reply(each.to(), each.reply().builder().build());
    }
  }

  private void arm() {
    if (timer == null && held.nextDeadline() != Long.MAX_VALUE) {
      timer = loop.after(held.nextDeadline() - loop.now(), this::expire);
    }
  }

  private void expire() {
    timer = null;
    for (HeldReplies.Held<Reply> each : held.expire(loop.now())) {
      Reply reply = each.reply();
      int most = guard.mostAtOnce(each.to().address(), reply.asked());
      sendShort(each.to(), reply.builder(), most, reply.asked());
    }
    arm();
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private boolean sendShort(Endpoint to, ReplyBuilder reply, int most, int asked) {
    ResponsePacket cut = reply.limit(most).build();
    int size = home.rpc().sizeOf(cut);
    return size <= most && sendWithinBudget(to, cut, size, asked);
  }

  private boolean sendWithinBudget(Endpoint to, ResponsePacket reply, int size, int asked) {
    if (!guard.mayAfford(to.address(), asked, size)) {
      home.observer().on(new Event.Dropped("over the byte budget", to));
      return false;
    }
    home.rpc().reply(to, reply);
    return true;
  }
}
