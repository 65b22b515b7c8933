package dev.kith.mainline.node;

import dev.kith.core.driver.Sender;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Outcome;
import dev.kith.mainline.wire.Packet;

/// The socket of a home, as replies leave by it.
///
/// @param home whose it is
record Line(Home home) implements Sender.Line<Packet> {
  @Override
  public void send(Endpoint to, Packet reply) {
    home.rpc().reply(to, reply);
  }

  @Override
  public int sizeOf(Packet reply) {
    return home.rpc().sizeOf(reply);
  }

  @Override
  public void ping(Endpoint to, Runnable then) {
    home.ask(
        Ask.stranger(to, Queries.PING, Queries.ping(home.id()), true).once(),
        outcome -> {
          if (outcome instanceof Outcome.Answered || outcome instanceof Outcome.Refused) {
            then.run();
          }
        });
  }
}
