package dev.kith.mainline.rpc;

import dev.kith.core.driver.Call;
import dev.kith.core.driver.Question;
import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;

/// The query that one search sends to every node on its way.
///
/// @param asker who asks
/// @param method the method's name
/// @param a the arguments, our id among them
/// @param background whether it gives way to queries somebody is waiting for
public record Inquiry(Asker asker, String method, BDict a, boolean background)
    implements Question<ResponsePacket> {
  @Override
  public Call ask(Contact contact, Reception<ResponsePacket> then) {
    return ask(Ask.contact(contact, method, a, background), then);
  }

  @Override
  public Call ask(Endpoint stranger, Reception<ResponsePacket> then) {
    return ask(Ask.stranger(stranger, method, a, background), then);
  }

  private Call ask(Ask ask, Reception<ResponsePacket> then) {
    return asker.ask(
        ask,
        outcome -> {
          if (outcome instanceof Outcome.Answered answered) {
            then.answered(answered.id(), answered.packet());
          } else {
            then.failed();
          }
        });
  }

  @Override
  public List<Contact> named(ResponsePacket answer, Endpoint from) {
    return asker.named(answer, from);
  }

  @Override
  public boolean counts(Contact contact, ResponsePacket answer) {
    return asker.counts(contact, answer);
  }
}
