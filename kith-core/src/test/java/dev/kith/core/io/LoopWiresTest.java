package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import java.net.BindException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What wires of every kind of sockets must do alike, on real sockets: sending, receiving, binding.
@ParameterizedClass
@MethodSource("dev.kith.core.io.BackendsHere#all")
@Timeout(120)
class LoopWiresTest extends TwoLoops {
  // Datagrams

  @Test
  void the_loop_uses_the_sockets_it_was_told_to() {
    assertThat(loop.backend()).isEqualTo(backend);
  }

  @Test
  void a_datagram_is_echoed_with_its_bytes_and_source_intact() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    client.send(echo.local(), "hello");

    assertThat(client.next()).isEqualTo(new Peer.Received(echo.local(), Bytes.utf8("hello")));
  }

  @Test
  void ipv6_works_like_ipv4() throws Exception {
    assumeTrue(BackendsHere.haveIpv6());
    Peer echo = Peer.echoing(loop, ANY_V6);
    Peer client = Peer.at(other, ANY_V6);

    client.send(echo.local(), "six");

    assertThat(client.next()).isEqualTo(new Peer.Received(echo.local(), Bytes.utf8("six")));
    assertThat(echo.local().isV4()).isFalse();
  }

  @Test
  void one_loop_serves_several_sockets_of_both_families() throws Exception {
    assumeTrue(BackendsHere.haveIpv6());
    List<Peer> echoes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      echoes.add(Peer.echoing(loop, i % 2 == 0 ? ANY_V4 : ANY_V6));
    }
    Peer v4 = Peer.at(other, ANY_V4);
    Peer v6 = Peer.at(other, ANY_V6);

    for (Peer echo : echoes) {
      Peer client = echo.local().isV4() ? v4 : v6;
      client.send(echo.local(), echo.local().toString());

      assertThat(client.next())
          .isEqualTo(new Peer.Received(echo.local(), Bytes.utf8(echo.local().toString())));
    }
  }

  @Test
  void datagrams_of_every_size_arrive_whole() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    for (int size : new int[] {0, 1, 100, 1472, 1473, 5_000, 20_000, 65_506, 65_507}) {
      Bytes message = numbered(size, size);
      client.send(echo.local(), message);

      assertThat(client.next().message()).as("%s bytes", size).isEqualTo(message);
    }
  }

  @Test
  void many_datagrams_of_one_turn_arrive_in_order() throws Exception {
    Peer client = Peer.at(loop, ANY_V4);
    Peer server = Peer.at(other, ANY_V4);

    loop.execute(
        () -> {
          for (int i = 0; i < 500; i++) {
            client.wire.send(server.local(), numbered(i, 60));
          }
        });

    for (int i = 0; i < 500; i++) {
      assertThat(server.next().message()).isEqualTo(numbered(i, 60));
    }
  }

  @Test
  void three_thousand_sources_are_told_apart() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Set<Endpoint> locals = new HashSet<>();

    for (int i = 0; i < 3_000; i++) {
      Peer client = Peer.at(other, ANY_V4);
      client.send(echo.local(), "from " + client.local());
      assertThat(client.next().message()).isEqualTo(Bytes.utf8("from " + client.local()));
      locals.add(client.local());
      other
          .submit(
              () -> {
                client.wire.close();
                return true;
              })
          .get();
    }

    assertThat(locals).hasSizeGreaterThan(1_000);
    assertThat(loop.counts().received()).isEqualTo(3_000);
  }

  @Test
  void a_refused_datagram_is_not_decoded() throws Exception {
    Peer server = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);
    server.admitsAll = false;
    client.send(server.local(), "#refused");
    awaitReceived(1);

    server.admitsAll = true;
    client.send(server.local(), "admitted");

    assertThat(server.next().message()).isEqualTo(Bytes.utf8("admitted"));
    assertThat(loop.counts().broken()).isZero();
  }

  @Test
  void malformed_datagrams_are_told_to_the_inbox() throws Exception {
    Peer server = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    client.send(server.local(), "!");

    assertThat(server.malformed.poll(Peer.PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isEqualTo("begins with !");
  }

  @Test
  void a_codec_that_throws_is_reported_with_the_datagram_and_survived() throws Exception {
    Peer server = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    client.send(server.local(), "#bug");
    client.send(server.local(), "fine");

    assertThat(server.next().message()).isEqualTo(Bytes.utf8("fine"));
    assertThat(events.poll())
        .isInstanceOfSatisfying(
            Event.InvariantBroken.class,
            event ->
                assertThat(event.detail())
                    .contains("a bug in the codec", Bytes.utf8("#bug").toHex()));
    assertThat(loop.counts().broken()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_sent_is_counted_and_never_thrown() throws Exception {
    Peer client = Peer.at(loop, ANY_V4);
    Peer echo = Peer.echoing(other, ANY_V4);

    client.send(Endpoint.loopback(0), "to port 0");
    client.send(Endpoint.parse("[::1]:9"), "to the other family");
    client.send(Endpoint.parse("255.255.255.255:9"), "to everybody, without permission");
    client.send(echo.local(), "fine");

    assertThat(client.next().message()).isEqualTo(Bytes.utf8("fine"));
    assertThat(loop.counts().sendsFailed()).isEqualTo(3);
    assertThat(loop.counts().broken()).isZero();
  }

  @Test
  void closed_ports_do_not_disturb_a_socket() throws Exception {
    Peer gone = Peer.at(other, ANY_V4);
    onThread(other, gone.wire::close);
    Peer client = Peer.at(loop, ANY_V4);
    Peer echo = Peer.echoing(other, ANY_V4);

    for (int i = 0; i < 200; i++) {
      client.send(gone.local(), "is anybody there?");
    }
    client.send(echo.local(), "fine");

    assertThat(client.next().message()).isEqualTo(Bytes.utf8("fine"));
    assertThat(loop.counts().rebinds()).isZero();
  }

  @Test
  void the_size_of_a_message_is_that_of_its_datagram() throws Exception {
    Peer client = Peer.at(loop, ANY_V4);

    int size = loop.submit(() -> client.wire.sizeOf(Bytes.utf8("twelve bytes"))).get();

    assertThat(size).isEqualTo(12);
    assertThat(loop.counts().sent()).isZero();
  }

  // Binding

  @Test
  void a_taken_port_is_a_bind_exception_that_names_the_endpoint() throws Exception {
    Endpoint v6 = BackendsHere.haveIpv6() ? ANY_V6 : ANY_V4;
    for (Endpoint any : List.of(ANY_V4, v6, Endpoint.parse("0.0.0.0:0"))) {
      Peer first = Peer.at(other, any);

      assertThatThrownBy(() -> Peer.at(loop, first.local()))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(BindException.class)
          .hasMessageContaining(first.local().toString())
          .hasMessageContaining("taken");
    }
  }

  @Test
  void an_address_of_another_host_is_refused_but_not_as_a_taken_port() {
    assertThatThrownBy(() -> Peer.at(loop, Endpoint.parse("192.0.2.1:7000")))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(SocketException.class)
        .isNotInstanceOf(BindException.class)
        .hasMessageContaining("192.0.2.1:7000");
  }

  @Test
  void both_wildcards_can_have_the_same_port_in_either_order() throws Exception {
    assumeTrue(BackendsHere.haveIpv6());
    for (String family : List.of("0.0.0.0:0", "[::]:0")) {
      Peer first = Peer.echoing(loop, Endpoint.parse(family));
      String twin = first.local().isV4() ? "[::]:" : "0.0.0.0:";
      Peer second = Peer.echoing(loop, Endpoint.parse(twin + first.local().port()));
      int port = second.local().port();
      Peer v4 = Peer.at(other, ANY_V4);
      Peer v6 = Peer.at(other, ANY_V6);

      v4.send(Endpoint.loopback(port), "four");
      v6.send(Endpoint.parse("[::1]:" + port), "six");

      assertThat(v4.next().message()).isEqualTo(Bytes.utf8("four"));
      assertThat(v6.next().message()).isEqualTo(Bytes.utf8("six"));
      assertThat(first.local().port()).isEqualTo(port);
    }
  }

  @Test
  void a_closed_wire_frees_its_port_and_delivers_nothing_more() throws Exception {
    Peer first = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);
    onThread(
        loop,
        () -> {
          first.wire.close();
          first.wire.close();
          first.wire.send(client.local(), Bytes.utf8("too late"));
        });

    Peer second = Peer.at(loop, first.local());
    client.send(second.local(), "for the second");

    assertThat(second.next().message()).isEqualTo(Bytes.utf8("for the second"));
    assertThat(first.received).isEmpty();
  }

  @Test
  void a_port_is_free_as_soon_as_its_wire_is_closed() throws Exception {
    Peer first = Peer.at(loop, ANY_V4);

    onThread(
        loop,
        () -> {
          first.wire.close();
          assertThatCode(() -> loop.open(first.local(), new RawCodec(), first).close())
              .doesNotThrowAnyException();
        });
  }

  private void awaitReceived(long count) throws Exception {
    while (loop.counts().received() < count) {
      loop.submit(() -> "a turn").get();
    }
  }
}
