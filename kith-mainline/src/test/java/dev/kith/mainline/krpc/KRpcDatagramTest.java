package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.QueryPacket;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What fits into a datagram is sent, and what does not is refused at once.
class KRpcDatagramTest extends Overlay {
  private static final BDict LONG = dict(70_000);
  private static final QueryPacket ASKED =
      QueryPacket.of(Bytes.hex("01020304"), "ping", BDict.EMPTY);

  @Test
  void a_query_too_long_for_a_datagram_is_refused() {
    KRpcQuery query = new KRpcQuery("ping", LONG);
    RemoteNode withToken = RemoteNode.at(NOBODY).withToken(Bytes.wrap(new byte[70_000]));

    assertRefused(() -> krpc.query(NOBODY, query));
    assertRefused(() -> krpc.query("127.0.0.1:1", query));
    assertRefused(() -> krpc.query(withToken, PING));
    assertRefused(() -> krpc.queryAll(List.of(withToken), PING, reply -> true));
    assertRefused(() -> krpc.closest(TARGET, query, reply -> true));
    assertRefused(() -> krpc.closest(TARGET, query));
    assertRefused(() -> krpc.populate(TARGET, query));
  }

  @Test
  void an_answer_too_long_for_a_datagram_is_refused() {
    Contact contact = new Contact(TARGET, Endpoint.loopback(2));

    assertRefused(() -> krpc.response(NOBODY, ASKED, LONG));
    assertRefused(
        () -> krpc.response(NOBODY, ASKED, BDict.EMPTY, Collections.nCopies(2_600, contact)));
    assertRefused(() -> krpc.error(NOBODY, ASKED, 203, "x".repeat(70_000)));
  }

  @Test
  void what_just_fits_is_sent() {
    Answerer peer = new Answerer(loop, id("80"));
    peer.names = Collections.nCopies(2_500, peer.contact);

    BDict r = krpc.query(peer.contact.endpoint(), PING).join().r();

    assertThat(r.string("nodes").length()).isEqualTo(2_500 * 26);
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("datagram");
  }

  private static BDict dict(int bytes) {
    return BDict.builder().put("x", Bytes.wrap(new byte[bytes])).build();
  }
}
