package dev.kith.mainline.node;

import dev.kith.core.driver.Sender;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.ReplyBuilder;
import java.util.function.Supplier;

/// A reply that can be cut down: contacts and values are left out until it is short enough.
///
/// It may be held for a while before it is sent, and what is stored may change meanwhile. So it is
/// written when it leaves, and says what holds then.
///
/// @param reply writes it down anew
record Cuttable(Supplier<ReplyBuilder> reply) implements Sender.Reply<Packet> {
  @Override
  public Packet whole() {
    return reply.get().build();
  }

  @Override
  public Packet within(int bytes) {
    return reply.get().limit(bytes).build();
  }
}
