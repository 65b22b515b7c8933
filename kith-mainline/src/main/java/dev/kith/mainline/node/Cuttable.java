package dev.kith.mainline.node;

import dev.kith.core.driver.Sender;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.ReplyBuilder;

/// A reply that can be cut down: contacts and values are left out until it is short enough.
///
/// @param builder what makes it
record Cuttable(ReplyBuilder builder) implements Sender.Reply<Packet> {
  @Override
  public Packet whole() {
    return builder.build();
  }

  @Override
  public Packet within(int bytes) {
    return builder.limit(bytes).build();
  }
}
