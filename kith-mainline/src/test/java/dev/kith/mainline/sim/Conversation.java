package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BDictBuilder;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.ItemTarget;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.link.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// One node among puppets, who say and answer what a stream of choices makes them: any query, any
/// reply to what they were asked, right or wrong, early, late, twice, under each other's names, and
/// bytes that are nothing. Between them the application asks for things and time passes.
///
/// A [Witness] looks for what must not be. In the end all that the application asked for must have
/// ended.
final class Conversation {
  private static final long SEED = 1;
  private static final int PUPPETS = 4;
  private static final int MOST_STEPS = 64;
  private static final int MOST_OPEN = 64;
  private static final SigningKey KEY = SigningKey.of(Bytes.hex("11".repeat(32)));
  private static final String[] METHODS = {
    "ping",
    "find_node",
    "get_peers",
    "announce_peer",
    "get",
    "get",
    "put",
    "put",
    "put",
    "sample_infohashes",
    "vote"
  };
  private static final String[] FIELDS = {
    "id",
    "target",
    "info_hash",
    "token",
    "nodes",
    "nodes6",
    "values",
    "v",
    "k",
    "seq",
    "sig",
    "salt",
    "cas",
    "port",
    "implied_port",
    "seed",
    "want",
    "scrape",
    "samples",
    "interval",
    "num",
    "ip",
    "noseed",
    "bs",
    "BFsd"
  };

  private final RandomGenerator choices;
  private final World world;
  private final Truth truth = new Truth();
  private final Resident node;
  private final List<Puppet> puppets = new ArrayList<>();
  private final List<Asking> open = new ArrayList<>();
  private final Map<Bytes, Grant> asked = new HashMap<>(); // by transaction
  private final Map<Grant, Bytes> granted = new HashMap<>();
  private final List<Bytes> tokens = new ArrayList<>();
  private final List<CompletableFuture<?>> deeds = new ArrayList<>();
  private int transaction;

  private record Grant(Puppet to, NodeId target) {}

  private record Asking(Puppet who, QueryPacket query) {}

  Conversation(RandomGenerator choices) {
    this.choices = choices;
    MainlineWorld net = MainlineWorld.silent("ConversationTest", Link.standard(), SEED);
    world = net.world();
    ReplyBudgets budgets = new ReplyBudgets(truth.complaints());
    world.tap(budgets);
    world.checks().afterEachEvent("truth", truth.complaints().invariant());
    for (int i = 0; i < PUPPETS; i++) {
      puppets.add(new Puppet(world.host(), NodeId.random(20, net.random())));
    }
    net.with(
        options ->
            options
                .bootstrap(puppets.stream().map(Puppet::endpoint).toList())
                .mostInFlight(Witness.MOST_IN_FLIGHT)
                .mostItems(8)
                .mostInfoHashes(4));
    SimHost host = world.host();
    Endpoint self = host.endpoint(MainlineWorld.PORT);
    Stranger nobody = new Stranger(world, truth);
    Witness witness = new Witness(world, self, truth, budgets, nobody).amongFools();
    node = net.add(host, NodeId.random(20, net.random()), witness);
    world.await(node.started());
  }

  /// Takes its course; fails as soon as something is that must not be.
  void run() {
    int steps = choices.nextInt(MOST_STEPS);
    for (int i = 0; i < steps; i++) {
      step();
    }
    world.run(Duration.ofMinutes(5));
    if (!deeds.stream().allMatch(CompletableFuture::isDone)) {
      throw world.failure("something that was asked of the node never ended", null);
    }
  }

  private void step() {
    Puppet puppet = puppets.get(choices.nextInt(PUPPETS));
    switch (choices.nextInt(12)) {
      case 0, 1 -> answer(honestly());
      case 2 -> answer(dict());
      case 3, 4, 5, 6, 7 -> query(puppet);
      case 8 -> world.run(Duration.ofMillis(1L << choices.nextInt(21)));
      case 9 -> deeds.add(ask());
      case 10 -> sayBytes(puppet);
      default -> say(puppet, ErrorPacket.of(anyTransaction(), choices.nextInt(400), "no"));
    }
  }

  // Leaves the query open as often as not: the same reply may come twice.
  private void answer(BDict r) {
    if (open.isEmpty()) {
      return;
    }
    int which = choices.nextInt(open.size());
    Asking asking = choices.nextBoolean() ? open.remove(which) : open.get(which);
    BDict said = r.find("id") == null ? r.toBuilder().put("id", asking.who.id.bytes()).build() : r;
    say(asking.who, ResponsePacket.of(asking.query.t().compact(), said));
  }

  private BDict honestly() {
    List<Contact> known = puppets.stream().map(Puppet::contact).toList();
    return BDict.builder()
        .put("nodes", CompactNodes.encode(known.subList(0, choices.nextInt(PUPPETS)), Family.V4))
        .put("token", Bytes.utf8("token"))
        .build();
  }

  // What a query of its kind asks, with some of it changed now and then.
  private void query(Puppet puppet) {
    String method = METHODS[choices.nextInt(METHODS.length)];
    Map<String, BValue> a = new TreeMap<>();
    a.put("id", new BString(puppet.id.bytes()));
    NodeId target = method.equals("put") ? item(a) : target();
    a.put(method.contains("peer") ? "info_hash" : "target", new BString(target.bytes()));
    Grant grant = new Grant(puppet, target);
    boolean isHis = choices.nextInt(4) > 0 && granted.containsKey(grant);
    a.put("token", new BString(isHis ? granted.get(grant) : anyToken()));
    a.put("port", new BInteger(choices.nextInt(70_000)));
    change(a, choices.nextBoolean() ? 0 : choices.nextInt(3));
    BValue v = a.get("v");
    if (v != null) {
      truth.offered(ImmutableItem.of(v)); // which anybody may store
    }
    Bytes t = transaction();
    asked.put(t, grant);
    say(puppet, QueryPacket.of(t, method, dict(a)));
  }

  private NodeId item(Map<String, BValue> a) {
    if (choices.nextBoolean()) {
      ImmutableItem item = ImmutableItem.of(BString.of("value " + choices.nextInt(4)));
      a.put("v", item.value());
      return item.target();
    }
    MutableItem item = signed();
    truth.offered(item);
    a.put("v", item.value());
    a.put("k", new BString(item.publicKey()));
    a.put("seq", new BInteger(item.seq()));
    a.put("sig", new BString(item.signature()));
    return item.target();
  }

  private MutableItem signed() {
    return MutableItem.sign(
        KEY, Bytes.EMPTY, choices.nextInt(9), BString.of("v" + choices.nextInt(2)));
  }

  private BDict dict() {
    Map<String, BValue> fields = new TreeMap<>();
    if (choices.nextInt(8) > 0) {
      fields.put("id", new BString(puppets.get(choices.nextInt(PUPPETS)).id.bytes()));
    }
    change(fields, choices.nextInt(6));
    return dict(fields);
  }

  private void change(Map<String, BValue> fields, int many) {
    for (int i = 0; i < many; i++) {
      fields.put(FIELDS[choices.nextInt(FIELDS.length)], value());
    }
  }

  private static BDict dict(Map<String, BValue> fields) {
    BDictBuilder dict = BDict.builder();
    fields.forEach(dict::put);
    return dict.build();
  }

  private BValue value() {
    return switch (choices.nextInt(8)) {
      case 0 -> new BString(bytes(choices.nextInt(40)));
      case 1 -> new BString(bytes(20));
      case 2 -> new BString(target().bytes());
      case 3 -> new BString(anyToken());
      case 4 -> BList.of(new BString(bytes(6)), new BString(bytes(choices.nextInt(20))));
      case 5 -> new BString(KEY.publicKey());
      case 6 -> new BString(bytes(26 * choices.nextInt(9)));
      default -> new BInteger(choices.nextInt(70_000) - 2);
    };
  }

  private CompletableFuture<?> ask() {
    return switch (choices.nextInt(6)) {
      case 0 -> node.node().findNodes(target());
      case 1 -> node.node().announce(target(), 1 + choices.nextInt(65_535), false);
      case 2 -> put(ImmutableItem.of(BString.of("value " + choices.nextInt(4))));
      case 3 -> put(signed());
      case 4 -> node.node().get(KEY.publicKey(), Bytes.EMPTY);
      default -> node.node().find(target(), Bytes.EMPTY);
    };
  }

  private CompletableFuture<?> put(Item item) {
    truth.offered(item);
    return node.node().put(item);
  }

  private NodeId target() {
    int which = choices.nextInt(5);
    return which == 4
        ? ItemTarget.mutable(KEY.publicKey(), Bytes.EMPTY)
        : ImmutableItem.of(BString.of("value " + which)).target();
  }

  private void say(Puppet puppet, Packet packet) {
    Puppet name = choices.nextInt(8) == 0 ? puppets.get(choices.nextInt(PUPPETS)) : puppet;
    world.forge(puppet.host, name.endpoint(), node.endpoint(), KrpcCodec.encode(packet));
    world.run(Duration.ofMillis(choices.nextInt(300)));
  }

  private void sayBytes(Puppet puppet) {
    world.forge(puppet.host, puppet.endpoint(), node.endpoint(), bytes(choices.nextInt(120)));
  }

  private Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    choices.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private Bytes transaction() {
    return Bytes.utf8("q" + transaction++);
  }

  private Bytes anyTransaction() {
    return open.isEmpty()
        ? transaction()
        : open.get(choices.nextInt(open.size())).query.t().compact();
  }

  private Bytes anyToken() {
    return tokens.isEmpty() ? bytes(8) : tokens.get(choices.nextInt(tokens.size()));
  }

  /// Somebody who hears what the node says, and says only what he is made to.
  private final class Puppet implements Inbox<Packet> {
    final SimHost host;
    final NodeId id;

    Puppet(SimHost host, NodeId id) {
      this.host = host;
      this.id = id;
      try {
        var _ = host.loop().open(endpoint(), new KrpcCodec(), this);
      } catch (IOException taken) {
        throw new UncheckedIOException(taken);
      }
    }

    Endpoint endpoint() {
      return host.endpoint(MainlineWorld.PORT);
    }

    Contact contact() {
      return new Contact(id, endpoint());
    }

    @Override
    public boolean admits(Endpoint from, int bytes) {
      return true;
    }

    @Override
    public void received(Endpoint from, Packet message, int bytes) {
      switch (message) {
        case QueryPacket query when open.size() < MOST_OPEN -> open.add(new Asking(this, query));
        case QueryPacket beyond -> open.set(0, new Asking(this, beyond));
        case ResponsePacket response -> {
          Bytes token = response.r().string("token");
          if (token != null) {
            tokens.add(token.compact());
            Grant grant = asked.get(response.t());
            if (grant != null) {
              granted.put(grant, token.compact());
            }
          }
        }
        case ErrorPacket error -> {}
      }
    }

    @Override
    public void malformed(Endpoint from, MalformedException why) {
      truth.complaints().accept("the node sent what cannot be read: " + why.getMessage());
    }
  }
}
