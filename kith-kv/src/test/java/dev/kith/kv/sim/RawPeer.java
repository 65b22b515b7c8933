package dev.kith.kv.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Packet;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import dev.kith.sim.SimHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Somebody on a host of its own who speaks the wire by hand: sends what it is told, keeps what it
/// gets, and answers pings only if it is told to.
final class RawPeer implements Inbox<Packet> {
  private static final int PORT = 9_000;

  private final NodeId id;
  private final Endpoint endpoint;
  private final Wire<Packet> wire;
  private final List<Request> asked = new ArrayList<>();
  private final Map<Bytes, MsgValue> answers = new LinkedHashMap<>();
  private boolean answersPings;
  private Supplier<List<Contact>> named = List::of;
  private @Nullable MsgValue held;
  private int bytesReceived;
  private int requests;

  RawPeer(SimHost host, NodeId id) {
    this(host, host.endpoint(PORT), id);
  }

  RawPeer(SimHost host, Endpoint endpoint, NodeId id) {
    this.id = id;
    this.endpoint = endpoint;
    try {
      this.wire = host.loop().open(endpoint, new KvCodec(), this);
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  NodeId id() {
    return id;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /// Answers pings from now on, and what follows from being known: keeps nothing, knows nobody.
  RawPeer answeringPings() {
    answersPings = true;
    return this;
  }

  /// Answers `find_node` with these from now on, and else like [#answeringPings].
  RawPeer naming(Supplier<List<Contact>> contacts) {
    named = contacts;
    return answeringPings();
  }

  /// Answers `find_value` with this from now on, and else like [#answeringPings].
  RawPeer holding(MsgValue value) {
    held = value;
    return answeringPings();
  }

  /// Answers nothing from now on.
  void silence() {
    answersPings = false;
  }

  /// Sends a request; returns its message id.
  Bytes ask(Endpoint to, Function<Bytes, Request> form) {
    Bytes messageId = NodeId.hex("%040x".formatted(++requests)).bytes();
    wire.send(to, form.apply(messageId));
    return messageId;
  }

  /// Sends a request as it is.
  void send(Endpoint to, Request request) {
    wire.send(to, request);
  }

  /// What came for a request, `null` if nothing has.
  @Nullable MsgValue answer(Bytes messageId) {
    return answers.get(messageId);
  }

  /// The contacts that came for a request.
  Answer.Near near(Bytes messageId) throws MalformedException {
    MsgValue value = answers.getOrDefault(messageId, MsgValue.Nil.NIL);
    return (Answer.Near) Answer.read(new Request.FindNode(messageId, id, id), value);
  }

  /// The requests that came, in order.
  List<Request> asked() {
    return asked;
  }

  /// All bytes that came.
  int bytesReceived() {
    return bytesReceived;
  }

  @Override
  public boolean admits(Endpoint from, int bytes) {
    bytesReceived += bytes;
    return true;
  }

  @Override
  public void received(Endpoint from, Packet packet, int bytes) {
    switch (packet) {
      case Request request -> {
        asked.add(request);
        if (answersPings && request instanceof Request.Ping ping) {
          wire.send(from, new Response(ping.messageId(), new MsgValue.Bin(id.bytes())));
        }
        if (answersPings && request instanceof Request.Store store) {
          wire.send(from, new Response(store.messageId(), MsgValue.Bool.TRUE));
        }
        if (held != null && request instanceof Request.FindValue find) {
          wire.send(from, new Response(find.messageId(), Answer.Hit.plain(held).toValue()));
        }
        if (answersPings && request instanceof Request.FindNode find) {
          wire.send(from, new Response(find.messageId(), new Answer.Near(named.get()).toValue()));
        }
      }
      case Response response -> {
        try {
          answers.put(response.messageId(), response.value());
        } catch (MalformedException why) {
          malformed(from, why);
        }
      }
    }
  }

  @Override
  public void malformed(Endpoint from, MalformedException why) {}
}
