package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.Guard;
import dev.kith.core.driver.Sender;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.store.Announced;
import dev.kith.mainline.store.InfohashSample;
import dev.kith.mainline.store.PutOutcome;
import dev.kith.mainline.store.Scrape;
import dev.kith.mainline.store.WriteTokens;
import dev.kith.mainline.wire.ErrorCode;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.Refusal;
import dev.kith.mainline.wire.ReplyBuilder;
import dev.kith.mainline.wire.Request;
import dev.kith.mainline.wire.Want;
import java.util.function.Supplier;

/// Answers the queries that arrive at one home: BEP 5, 32, 33, 44 and 51.
///
/// Errors are answered with errors, except where that would help an attacker; what is undecodable
/// never gets here. How much an address that has not proved itself is sent is for [Sender] to say.
final class Server {
  /// Peers in one answer at most; the size of the datagram usually ends it earlier.
  private static final int MOST_PEERS = 100;

  private static final Refusal BAD_TOKEN = new Refusal(ErrorCode.PROTOCOL, "bad token");
  private static final Refusal FULL = new Refusal(ErrorCode.SERVER, "no room for this");
  private static final Refusal UNKNOWN = new Refusal(ErrorCode.METHOD_UNKNOWN, "unknown method");

  private final Home home;
  private final Loop loop;
  private final Guard guard;
  private final Stores stores;
  private final Neighbours neighbours;
  private final Sender<Packet> sender;
  private final WriteTokens tokens;
  private final Bytes version;

  Server(Home home, Guard guard, Stores stores, Neighbours neighbours) {
    this.home = home;
    this.loop = home.loop();
    this.guard = guard;
    this.stores = stores;
    this.neighbours = neighbours;
    this.sender =
        new Sender<>(loop, guard, home.observer(), home.options().queryTimeout(), new Line(home));
    this.tokens = new WriteTokens(loop.random());
    this.version = home.options().version();
  }

  /// Answers `query`, which came from `from` in a datagram of `bytes` bytes.
  void serve(Endpoint from, QueryPacket query, int bytes) {
    switch (Request.parse(query)) {
      case Refusal refusal -> refuse(from, query, bytes, refusal);
      case Request request -> {
        if (request.id().equals(home.id())) {
          drop("own id", from); // a reflection, or somebody who took our id
          return;
        }
        Contact sender = new Contact(request.id(), from);
        boolean meets = !query.readOnly() && home.heard(sender);
        serve(from, query, bytes, request);
        if (meets) {
          home.meet(sender);
        }
      }
    }
  }

  private void serve(Endpoint from, QueryPacket query, int bytes, Request request) {
    switch (request) {
      case Request.Ping ping -> send(from, query, bytes, () -> reply(from, query));
      case Request.FindNode(NodeId id, NodeId target, Want want) ->
          send(from, query, bytes, () -> nodes(reply(from, query), target, want));
      case Request.GetPeers get ->
          send(from, query, bytes, () -> peers(from, reply(from, query), get));
      case Request.AnnouncePeer announce -> announce(from, query, bytes, announce);
      case Request.Get get -> send(from, query, bytes, () -> item(from, reply(from, query), get));
      case Request.Put put -> put(from, query, bytes, put);
      case Request.SampleInfohashes(NodeId id, NodeId target, Want want) ->
          send(from, query, bytes, () -> sample(nodes(reply(from, query), target, want)));
      case Request.Unknown(NodeId id, Bytes method, NodeId target, Want want) -> {
        // A method of the future with a target is a find_node with something on top.
        if (target == null) {
          refuse(from, query, bytes, UNKNOWN);
        } else {
          send(from, query, bytes, () -> nodes(reply(from, query), target, want));
        }
      }
    }
  }

  private ReplyBuilder reply(Endpoint to, QueryPacket query) {
    return ReplyBuilder.to(query, to, home.id()).version(version);
  }

  private ReplyBuilder sample(ReplyBuilder reply) {
    InfohashSample sample = stores.peers().infohashes(loop.now(), loop.random());
    return reply.samples(sample.hashes(), sample.keys(), sample.intervalSeconds());
  }

  private ReplyBuilder nodes(ReplyBuilder reply, NodeId target, Want want) {
    for (Family family : FAMILIES) {
      if (want.includes(family, home.family())) {
        reply.nodes(family, neighbours.near(family, target));
      }
    }
    return reply;
  }

  private static final Family[] FAMILIES = Family.values();

  private ReplyBuilder peers(Endpoint from, ReplyBuilder reply, Request.GetPeers get) {
    long now = loop.now();
    nodes(reply, get.infoHash(), get.want());
    reply.peers(
        stores
            .peers()
            .peers(now, get.infoHash(), home.family(), MOST_PEERS, get.noSeed(), loop.random()));
    if (get.scrape()) {
      Scrape scrape = stores.peers().scrape(now, get.infoHash());
      if (scrape != null) {
        reply.filters(scrape.seeds(), scrape.others());
      }
    }
    // Without room the token is withheld, so that announcements go to the neighbours.
    if (stores.peers().hasRoomFor(now, get.infoHash(), from.address())) {
      reply.token(tokens.issue(now, from.address(), get.infoHash()));
    }
    return reply;
  }

  private ReplyBuilder item(Endpoint from, ReplyBuilder reply, Request.Get get) {
    long now = loop.now();
    nodes(reply, get.target(), get.want());
    Item stored = stores.items().find(now, get.target());
    if (stored instanceof MutableItem mutable
        && get.seq().isPresent()
        && mutable.seq() <= get.seq().getAsLong()) {
      reply.seq(mutable.seq()); // the asker has it already
    } else if (stored != null) {
      reply.item(stored);
    }
    if (stores.items().hasRoomFor(now, get.target())) {
      reply.token(tokens.issue(now, from.address(), get.target()));
    }
    return reply;
  }

  private void announce(Endpoint from, QueryPacket query, int bytes, Request.AnnouncePeer what) {
    long now = loop.now();
    if (!tokens.accepts(now, what.token(), from.address(), what.infoHash())) {
      refuse(from, query, bytes, BAD_TOKEN);
      return;
    }
    if (!guard.mayWork(from)) {
      drop("too many stores", from);
      return;
    }
    guard.validated(from.address());
    Endpoint peer = what.port() == 0 ? from : new Endpoint(from.address(), what.port());
    if (stores.peers().announce(now, what.infoHash(), peer, what.seed()) == Announced.FULL) {
      refuse(from, query, bytes, FULL);
      return;
    }
    observe(new Event.Stored("peer", what.infoHash()));
    send(from, query, bytes, () -> reply(from, query));
  }

  private void put(Endpoint from, QueryPacket query, int bytes, Request.Put what) {
    long now = loop.now();
    NodeId target = what.item().target();
    if (!tokens.accepts(now, what.token(), from.address(), target)) {
      refuse(from, query, bytes, BAD_TOKEN);
      return;
    }
    if (!guard.mayWork(from)) {
      drop("too many stores", from);
      return;
    }
    guard.validated(from.address());
    switch (stores.items().put(now, what.item().compact(), what.cas())) {
      case PutOutcome.Refused(int code, String text) ->
          refuse(from, query, bytes, new Refusal(code, text));
      case PutOutcome.Stored stored -> {
        observe(new Event.Stored("item", target));
        send(from, query, bytes, () -> reply(from, query));
      }
      case PutOutcome.Refreshed refreshed -> send(from, query, bytes, () -> reply(from, query));
    }
  }

  /// `from` has answered a query of ours.
  void proved(Endpoint from) {
    sender.proved(from);
  }

  void close() {
    sender.close();
  }

  private void send(Endpoint from, QueryPacket query, int bytes, Supplier<ReplyBuilder> reply) {
    if (sender.send(from, new Cuttable(reply), bytes) && isWatched()) {
      home.observer().on(new Event.RequestServed(name(query), from));
    }
  }

  private void refuse(Endpoint from, QueryPacket query, int bytes, Refusal refusal) {
    sender.sendOrDrop(from, refusal.to(query), bytes);
    observe(new Event.RequestDeclined(name(query), from, refusal.code()));
  }

  // A label for counters: never what a stranger wrote.
  private static String name(QueryPacket query) {
    for (String known : Queries.METHODS) {
      if (query.asks(known)) {
        return known;
      }
    }
    return "unknown";
  }

  private void drop(String reason, Endpoint from) {
    observe(new Event.Dropped(reason, from));
  }

  private void observe(Event event) {
    if (isWatched()) {
      home.observer().on(event);
    }
  }

  private boolean isWatched() {
    return !home.observer().equals(Observer.NONE);
  }
}
