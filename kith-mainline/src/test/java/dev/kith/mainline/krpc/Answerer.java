package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.sim.SimHost;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A node that answers every query with the contacts it was told of and a token, and remembers what
/// it was asked.
final class Answerer {
  final KRpc krpc;
  final Contact contact;
  final List<QueryPacket> asked = new CopyOnWriteArrayList<>();
  final List<Endpoint> askers = new CopyOnWriteArrayList<>();
  volatile List<Contact> names = List.of();
  volatile boolean silent;
  volatile int errorCode;

  /// One at a free port of the loopback address.
  Answerer(EventLoop loop, NodeId id) {
    this.krpc = answering(loop, id, Endpoint.loopback(0));
    this.contact = new Contact(id, krpc.bind().join());
  }

  /// One on a simulated host, bound once the world runs.
  Answerer(SimHost host) {
    this(host, NodeId.random(20, host.loop().random()));
  }

  /// The same with this id.
  Answerer(SimHost host, NodeId id) {
    Endpoint local = host.endpoint(6881);
    this.krpc = answering(host.loop(), id, local);
    this.contact = new Contact(id, local);
    var _ = krpc.bind();
  }

  private KRpc answering(Loop loop, NodeId id, Endpoint local) {
    KRpc node =
        KRpc.openOn(loop, KRpcOptions.builder().id(id).idLength(id.length()).listen(local).build());
    node.onQuery(this::answer);
    return node;
  }

  private void answer(QueryPacket query, Endpoint from) {
    asked.add(query);
    askers.add(from);
    if (silent) {
      return;
    }
    if (errorCode != 0) {
      var _ = krpc.error(from, query, errorCode, "no");
      return;
    }
    Bytes token = Bytes.utf8("token of " + contact.endpoint().port());
    var _ = krpc.response(from, query, BDict.builder().put("token", token).build(), names);
  }
}
