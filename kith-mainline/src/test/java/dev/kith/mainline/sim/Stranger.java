package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Somebody on a host of his own who answers no pings and keeps to no rule: he uses tokens that are
/// not his or too old, stores what is not his to store, sends under other names, overhears queries
/// and answers them before those who were asked, and asks for much under the name of a victim.
final class Stranger implements Inbox<Packet> {
  private static final Duration TOO_OLD = Duration.ofMinutes(11);
  private static final Duration NEARLY_TOO_OLD = Duration.ofSeconds(280);
  private static final int FLOOD = 40;

  private final World world;
  private final Truth truth;
  private final SimHost host;
  private final Endpoint self;
  private final SimHost victim;
  private final RandomGenerator random;
  private final Wire<Packet> wire;
  private final Map<Asking, Bytes> tokens = new HashMap<>();
  private final Map<Bytes, Asking> open = new HashMap<>();
  private int transaction;

  private record Asking(Endpoint node, NodeId target) {}

  Stranger(World world, Truth truth) {
    this.world = world;
    this.truth = truth;
    this.host = world.host();
    this.self = host.endpoint(MainlineWorld.PORT);
    this.victim = world.host();
    this.random = SplitMix.split(world.seed(), -0x7374726eL);
    try {
      this.wire = host.loop().open(self, new KrpcCodec(), this);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  /// Does some harm to `node`, or tries.
  void act(Endpoint node, List<Endpoint> others) {
    switch (random.nextInt(10)) {
      case 0 -> useAfter(Duration.ofSeconds(5), node, self, junk(), true);
      case 1 -> useAfter(Duration.ofSeconds(5), node, others.getFirst(), junk(), true);
      case 2 -> useAfter(TOO_OLD, node, self, junk(), true);
      case 3 -> useElsewhere(node);
      case 4 -> storeAnothers(node);
      case 5 -> storeAgain(node);
      case 6 -> introduceNobodies(node);
      case 7 -> useAfter(NEARLY_TOO_OLD, node, self, junk(), true);
      case 8 -> storeMuch(node);
      default -> flood(node, victim.endpoint(1 + random.nextInt(9_999)));
    }
  }

  // A token, used after a while and perhaps under another name: only one of its own is good.
  private void useAfter(Duration wait, Endpoint node, Endpoint name, Item item, boolean isHis) {
    ask(node, item.target());
    if (isHis) {
      truth.offered(item);
    }
    world.after(wait, () -> put(node, name, item, new Asking(node, item.target())));
  }

  private void useElsewhere(Endpoint node) {
    Item asked = junk();
    Item put = junk();
    truth.offered(put);
    ask(node, asked.target());
    world.after(
        Duration.ofSeconds(5), () -> put(node, self, put, new Asking(node, asked.target())));
  }

  // Under somebody's key, with a signature that is not his.
  private void storeAnothers(Endpoint node) {
    List<MutableItem> theirs = mutable();
    if (theirs.isEmpty()) {
      return;
    }
    MutableItem item = theirs.get(random.nextInt(theirs.size()));
    Bytes value = BencodeEncoder.encode(BString.of("forged"));
    useAfter(
        Duration.ofSeconds(5),
        node,
        self,
        MutableItem.ofEncoded(
            item.publicKey(), item.salt(), item.seq() + 1, value, item.signature()),
        false);
  }

  // What was rightfully stored once, though there may be something newer now.
  private void storeAgain(Endpoint node) {
    List<MutableItem> theirs = mutable();
    if (!theirs.isEmpty()) {
      Item old = theirs.get(random.nextInt(theirs.size()));
      useAfter(Duration.ofSeconds(5), node, self, old, false);
    }
  }

  private List<MutableItem> mutable() {
    return truth.items().values().stream()
        .flatMap(List::stream)
        .filter(MutableItem.class::isInstance)
        .map(MutableItem.class::cast)
        .toList();
  }

  // One item many times at once.
  private void storeMuch(Endpoint node) {
    Item item = junk();
    for (int i = 0; i < FLOOD; i++) {
      useAfter(Duration.ofSeconds(5), node, self, item, true);
    }
  }

  private void introduceNobodies(Endpoint node) {
    for (int i = 0; i < 4; i++) {
      Endpoint name = victim.endpoint(10_000 + random.nextInt(1_000));
      BDict a = BDict.builder().put("id", NodeId.random(20, random).bytes()).build();
      forge(name, node, QueryPacket.of(transaction(), "ping", a));
    }
  }

  private void flood(Endpoint node, Endpoint victim) {
    for (int i = 0; i < FLOOD; i++) {
      BDict a =
          BDict.builder()
              .put("id", NodeId.random(20, random).bytes())
              .put("target", NodeId.random(20, random).bytes())
              .build();
      forge(victim, node, QueryPacket.of(transaction(), "find_node", a));
    }
  }

  /// Stores more junk on `node` than it has room for.
  void crowd(Endpoint node, int count) {
    for (int i = 0; i < count; i++) {
      Item item = junk();
      truth.offered(item);
      world.after(
          Duration.ofSeconds(1 + i),
          () -> useAfter(Duration.ofMillis(800), node, self, item, true));
    }
  }

  private Item junk() {
    return ImmutableItem.of(BString.of("junk " + random.nextInt()));
  }

  private Bytes transaction() {
    return Bytes.utf8("s" + transaction++);
  }

  private void ask(Endpoint node, NodeId target) {
    Bytes t = transaction();
    open.put(t, new Asking(node, target));
    BDict a =
        BDict.builder()
            .put("id", NodeId.random(20, random).bytes())
            .put("target", target.bytes())
            .build();
    wire.send(node, QueryPacket.of(t, "get", a));
  }

  private void put(Endpoint node, Endpoint name, Item item, Asking with) {
    Bytes token = tokens.get(with);
    if (token == null) {
      return;
    }
    BDict a =
        BDict.builder()
            .put("id", NodeId.random(20, random).bytes())
            .put("token", token)
            .put("v", item.value())
            .build();
    if (item instanceof MutableItem mutable) {
      a =
          a.toBuilder()
              .put("k", mutable.publicKey())
              .put("seq", mutable.seq())
              .put("sig", mutable.signature())
              .build();
    }
    forge(name, node, QueryPacket.of(transaction(), "put", a));
  }

  private void forge(Endpoint name, Endpoint node, Packet packet) {
    world.forge(host, name, node, KrpcCodec.encode(packet));
  }

  /// A node sends a query. Now and then he answers it, from elsewhere, faster than who was asked.
  void overhears(Endpoint node, Endpoint to, QueryPacket query) {
    if (random.nextInt(64) != 0) {
      return;
    }
    Contact nobody = new Contact(NodeId.random(20, random), self);
    BDict r =
        BDict.builder()
            .put("id", NodeId.random(20, random).bytes())
            .put("nodes", CompactNodes.encode(List.of(nobody), Family.V4))
            .put("token", Bytes.utf8("nonsense"))
            .build();
    Endpoint name = random.nextBoolean() ? self : new Endpoint(to.address(), to.port() ^ 1);
    Packet reply = ResponsePacket.of(query.t().compact(), r);
    world.after(Duration.ZERO, () -> forge(name, node, reply));
  }

  @Override
  public boolean admits(Endpoint from, int bytes) {
    return true;
  }

  @Override
  public void received(Endpoint from, Packet message, int bytes) {
    if (message instanceof ResponsePacket reply) {
      Asking asking = open.get(reply.t());
      Bytes token = reply.r().string("token");
      if (asking != null && token != null && asking.node.equals(from)) {
        tokens.put(asking, token.compact());
      }
    }
  }

  @Override
  public void malformed(Endpoint from, MalformedException why) {}
}
