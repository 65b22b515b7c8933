package dev.kith.mainline.krpc;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A node on the loopback address, and others for it to talk to.
abstract class Overlay {
  static final NodeId TARGET = id("ff");
  static final KRpcQuery PING = KRpcQuery.of("ping");
  static final KRpcQuery FIND = KRpcQuery.findNode(TARGET);
  static final Endpoint NOBODY = Endpoint.loopback(1);

  EventLoop loop;
  KRpc krpc;

  @BeforeEach
  void start() throws IOException {
    loop = EventLoop.start(LoopOptions.defaults());
    krpc = started(options());
  }

  @AfterEach
  void stop() {
    krpc.close();
    loop.close();
  }

  /// A node that knows the first of `peers`.
  KRpc joined(List<Answerer> peers) {
    krpc.close();
    krpc = started(builder().nodes(peers.get(0).contact.endpoint()).build());
    return krpc;
  }

  /// Nodes that all name all others.
  List<Answerer> overlay(int size) {
    List<Answerer> peers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      peers.add(new Answerer(loop, id("%02x".formatted(0x80 + 4 * i))));
    }
    List<Contact> all = peers.stream().map(peer -> peer.contact).toList();
    peers.forEach(peer -> peer.names = all);
    return peers;
  }

  static KRpc started(KRpcOptions options) {
    try {
      return KRpc.start(options);
    } catch (IOException cannot) {
      throw new AssertionError(cannot);
    }
  }

  static KRpcOptions options() {
    return builder().build();
  }

  static KRpcOptions.Builder builder() {
    return KRpcOptions.builder().listen(Endpoint.loopback(0)).timeout(Duration.ofMillis(400));
  }

  static NodeId id(String start) {
    return NodeId.hex(start + "0".repeat(40 - start.length()));
  }
}
