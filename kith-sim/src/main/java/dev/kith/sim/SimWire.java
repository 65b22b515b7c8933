package dev.kith.sim;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import dev.kith.sim.link.Drop;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A socket of a simulated host.
final class SimWire<M> implements Wire<M> {
  private final Network network;
  private final SimHost host;
  private final Endpoint local;
  private final Endpoint source;
  private final Codec<M> codec;
  private @Nullable Inbox<M> inbox;
  int index;
  @Nullable SimWire<?> next; // of the same host

  SimWire(
      Network network,
      SimHost host,
      Endpoint local,
      Endpoint source,
      Codec<M> codec,
      Inbox<M> inbox) {
    this.network = network;
    this.host = host;
    this.local = local;
    this.source = source;
    this.codec = codec;
    this.inbox = inbox;
  }

  SimHost host() {
    return host;
  }

  /// The endpoint datagrams come from, before any NAT.
  Endpoint source() {
    return source;
  }

  boolean isOpen() {
    return inbox != null;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public void send(Endpoint to, M message) {
    if (inbox == null) {
      return;
    }
    if (network.handsOver()) {
      network.send(this, to, message, 0);
    } else {
      int length = network.encode(codec, message);
      network.send(this, to, Arrays.copyOf(network.outgoing(), length), length);
    }
  }

  @Override
  public int sizeOf(M message) {
    return network.handsOver() ? 0 : network.encode(codec, message);
  }

  @Override
  public void close() {
    if (inbox != null) {
      inbox = null;
      network.closed(this);
    }
  }

  /// A datagram arrived. Its bytes are decoded from an array used for all datagrams, in which those
  /// of longer ones before it still lie behind its end, as in a real loop.
  void receive(Endpoint from, Object payload) {
    Inbox<M> receiver = inbox;
    if (receiver == null) {
      network.tally().drop(Drop.UNREACHABLE);
      return;
    }
    if (payload instanceof byte[] datagram) {
      receive(receiver, from, datagram);
    } else if (receiver.admits(from, 0)) {
      network.tally().delivery();
      receiver.received(from, handedOver(payload), 0);
    } else {
      network.tally().drop(Drop.REFUSED);
    }
  }

  private void receive(Inbox<M> receiver, Endpoint from, byte[] datagram) {
    int length = datagram.length;
    if (!receiver.admits(from, length)) {
      network.tally().drop(Drop.REFUSED);
      return;
    }
    byte[] incoming = network.incoming();
    System.arraycopy(datagram, 0, incoming, 0, length);
    M message;
    try {
      message = codec.decode(incoming, length);
    } catch (MalformedException why) {
      network.tally().drop(Drop.MALFORMED);
      receiver.malformed(from, why);
      return;
    }
    network.tally().delivery();
    receiver.received(from, message, length);
  }

  // The scenario hands messages over only between nodes of one network.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private M handedOver(Object payload) {
    return (M) payload;
  }
}
