package dev.kith.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgValue;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The library's interface, on real sockets of the loopback address.
final class KvNodeTest {
  private static final MsgValue BLUE = new MsgValue.Str("blue");

  private final List<KvNode> nodes = new ArrayList<>();

  private KvNode start(String listen, KvNode... bootstrap) throws IOException {
    KvOptions.Builder options = KvOptions.builder().listen(Endpoint.parse(listen));
    for (KvNode each : bootstrap) {
      options.bootstrap(endpoint(each));
    }
    KvNode node = KvNode.start(options.build());
    nodes.add(node);
    node.joined().join();
    return node;
  }

  private static Endpoint endpoint(KvNode node) {
    return node.status().join().local();
  }

  @AfterEach
  void close() {
    nodes.forEach(KvNode::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "[::1]:0"})
  void what_one_node_sets_another_gets(String listen) throws IOException {
    KvNode first = start(listen);
    KvNode second = start(listen, first);
    KvNode third = start(listen, first);

    SetReport report = second.set("colour", BLUE).join();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.key()).isEqualTo(KvKey.of("colour"));
    assertThat(third.get("colour").join().value()).contains(BLUE);
    assertThat(first.get(Bytes.utf8("colour")).join().value()).contains(BLUE);
    assertThat(first.getDigest(KvKey.of("colour")).join().holders()).isEqualTo(1);
    assertThat(third.get("shape").join().value()).isEmpty();
  }

  @Test
  void a_node_whose_observer_throws_at_everything_works_as_any_other() throws IOException {
    KvNode first = start("127.0.0.1:0");
    AtomicInteger thrown = new AtomicInteger();
    KvOptions options =
        KvOptions.builder()
            .listen(Endpoint.parse("127.0.0.1:0"))
            .bootstrap(endpoint(first))
            .observer(
                event -> {
                  thrown.incrementAndGet();
                  throw new IllegalStateException("cannot watch " + event);
                })
            .build();

    KvNode watched = KvNode.start(options);
    nodes.add(watched);

    assertThat(watched.joined().join().health()).isEqualTo("joined");
    assertThat(watched.set("colour", BLUE).join().stored()).isEqualTo(1);
    assertThat(first.get("colour").join().value()).contains(BLUE);
    assertThat(first.set("shape", BLUE).join().stored()).isEqualTo(1);
    assertThat(watched.get("shape").join().value()).contains(BLUE);
    assertThat(thrown.get()).isGreaterThan(5);
  }

  @Test
  void keys_that_are_not_bytes_are_hashed_as_their_text() {
    assertThat(KvKey.of(1)).isEqualTo(KvKey.of("1"));
    assertThat(KvKey.of(true)).isEqualTo(KvKey.of("True"));
    assertThat(KvKey.of(false)).isEqualTo(KvKey.of("False"));
    assertThat(KvKey.of(Bytes.utf8("é"))).isEqualTo(KvKey.of("é"));
    assertThat(KvKey.of("")).isEqualTo(NodeId.hex("da39a3ee5e6b4b0d3255bfef95601890afd80709"));
  }

  @Test
  void values_are_numbers_truth_text_or_bytes_and_fit_into_a_request() throws IOException {
    KvNode node = start("127.0.0.1:0");
    MsgValue largest = new MsgValue.Str("x".repeat(8_137));

    for (MsgValue value :
        List.of(
            MsgValue.Int.of(7),
            new MsgValue.Float64(0.5),
            MsgValue.Bool.TRUE,
            BLUE,
            new MsgValue.Bin(Bytes.utf8("blue")),
            largest)) {
      node.set("key", value).join();
      assertThat(node.get("key").join().value()).contains(value);
    }

    assertThatThrownBy(() -> node.set("key", new MsgValue.Str("x".repeat(8_138))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a store has at most 8192 bytes, with this value it would have 8193");
    assertThatThrownBy(() -> node.set("key", MsgValue.Nil.NIL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not nil");
    assertThatThrownBy(() -> node.set("key", MsgValue.Array.of(BLUE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> node.getDigest(NodeId.hex("00")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 bytes");
  }

  @Test
  void a_node_joins_later_by_bootstrapping_and_knows_whom_to_come_back_to() throws IOException {
    KvNode first = start("127.0.0.1:0");
    KvNode second = start("127.0.0.1:0", first);
    KvNode late = start("127.0.0.1:0");

    assertThat(late.status().join().health()).isEqualTo("alone");
    assertThat(late.bootstrapNode(endpoint(first)).join())
        .map(Contact::endpoint)
        .contains(endpoint(first));
    List<Contact> found = late.bootstrap(List.of(endpoint(first))).join();

    assertThat(found)
        .extracting(Contact::endpoint)
        .containsExactlyInAnyOrder(endpoint(first), endpoint(second));
    assertThat(late.bootstrappableNeighbours().join())
        .containsExactlyInAnyOrder(endpoint(first), endpoint(second));
    assertThat(late.status().join().health()).isEqualTo("joined");
    assertThat(first.bootstrap(List.of()).join()).isNotEmpty();
  }

  @Test
  void a_node_comes_back_from_its_saved_state(@TempDir Path folder) throws IOException {
    KvNode first = start("127.0.0.1:0");
    KvNode second = start("127.0.0.1:0", first);
    KvOptions own =
        KvOptions.builder()
            .listen(Endpoint.loopback(0))
            .ksize(7)
            .alpha(2)
            .bootstrap(endpoint(second))
            .build();
    EventLoop loop = EventLoop.start(LoopOptions.builder().folder(folder).build());
    try {
      KvNode before = KvNode.startOn(loop, own).join();
      before.joined().join();
      NodeId id = before.status().join().id();
      before.saveState("state").join();
      before.close();

      KvNode after =
          KvNode.loadState(loop, "state", KvOptions.builder().listen(Endpoint.loopback(0)).build())
              .join();

      assertThat(after.joined().join().id()).isEqualTo(id);
      assertThat(after.status().join().contacts()).isEqualTo(2);
      NodeId chosen = KvKey.of("chosen");
      KvOptions other = KvOptions.builder().listen(Endpoint.loopback(0)).id(chosen).build();
      KvNode renamed = KvNode.loadState(loop, "state", other).join();
      assertThat(renamed.status().join().id()).isEqualTo(chosen);
      renamed.close();
      assertThatThrownBy(() -> KvNode.loadState(loop, "none", own).join())
          .hasCauseInstanceOf(KvException.NoState.class);
      after.saveStateRegularly("again", Duration.ofHours(1));
      after.saveState("state").join(); // after the first of the regular ones
      after.close();
      assertThat(folder.resolve("again")).isRegularFile();
    } finally {
      loop.close();
    }
  }

  @Test
  void nothing_is_saved_while_nobody_is_known() throws IOException {
    KvNode node = start("127.0.0.1:0");

    assertThatThrownBy(() -> node.saveState("state").join())
        .hasCauseInstanceOf(KvException.NoState.class);
  }

  @Test
  void a_taken_port_is_told_plainly() throws IOException {
    KvNode first = start("127.0.0.1:0");

    assertThatThrownBy(() -> start(endpoint(first).toString())).isInstanceOf(BindException.class);
  }

  @Test
  void a_closed_node_does_nothing_more() throws IOException {
    KvNode node = start("127.0.0.1:0");
    node.close();
    node.close();

    assertThatThrownBy(() -> node.get("key").join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(KvException.Closed.class);
  }

  @Test
  void what_a_node_is_doing_when_it_is_closed_fails() throws IOException {
    KvNode node = start("127.0.0.1:0");
    List<CompletableFuture<?>> doing = new ArrayList<>();
    try (EventLoop others = EventLoop.start(LoopOptions.builder().build())) {
      for (int i = 0; i < 30; i++) {
        KvOptions options =
            KvOptions.builder()
                .listen(Endpoint.parse("127.0.0.1:0"))
                .bootstrap(endpoint(node))
                .build();
        KvNode.startOn(others, options).thenCompose(KvNode::joined).join();
      }
    }
    for (int i = 0; i < 20; i++) {
      doing.add(node.set("key " + i, BLUE));
      doing.add(node.get("other " + i));
    }

    node.close();

    assertThat(doing)
        .allSatisfy(
            each -> assertThat(each.exceptionNow()).isExactlyInstanceOf(KvException.Closed.class));
  }

  @Test
  void a_node_may_be_closed_by_what_it_tells() throws Exception {
    KvNode other = start("127.0.0.1:0");
    Endpoint gone = endpoint(other);
    other.close();
    KvNode node =
        KvNode.start(
            KvOptions.builder()
                .listen(Endpoint.parse("127.0.0.1:0"))
                .requestTimeout(Duration.ofMillis(200))
                .build());

    CompletableFuture<?> closed = node.bootstrapNode(gone).thenRun(node::close);

    assertThat(closed).succeedsWithin(Duration.ofSeconds(30));
    assertThat(node.status()).failsWithin(Duration.ofSeconds(30));
  }

  @Test
  void options_say_what_they_want() {
    assertThatThrownBy(() -> KvOptions.builder().ksize(0)).hasMessage("ksize is 1 to 64, not 0");
    assertThatThrownBy(() -> KvOptions.builder().alpha(65)).hasMessage("alpha is 1 to 64, not 65");
    assertThatThrownBy(() -> KvOptions.builder().requestTimeout(Duration.ZERO))
        .hasMessage("requestTimeout is positive, not PT0S");
    assertThatThrownBy(() -> KvOptions.builder().id(NodeId.hex("00")))
        .hasMessage("an id has 20 bytes, this one has 1");
  }
}
