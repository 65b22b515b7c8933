package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.Call;
import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Asker;
import dev.kith.mainline.rpc.Inquiry;
import dev.kith.mainline.rpc.Outcome;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// One `populate` or `closest` under way: a [Search] that sends only when its turn has come, and
/// counts and hands on the replies. Its candidates are the contacts of the table, those heard of
/// from replies, and, with fewer in the table than there are bootstrap nodes, all of these. While
/// nobody has replied it goes on through the table, and to the bootstrap nodes where that ends.
final class KRpcLookup implements Asker, Search.Listener<ResponsePacket> {
  // What a query takes beside its method and arguments: keys, transaction id, version.
  private static final int ENVELOPE = 40;

  private final KRpcNode node;
  private final Turns turns;
  private final boolean background;
  private final Reader reader;
  private final Set<Contact> seeds = new LinkedHashSet<>();
  private List<Endpoint> strangers;
  private final int queryBytes;
  private final Search<ResponsePacket> search;
  private int outstanding;
  private int count;
  private boolean failed;

  KRpcLookup(
      KRpcNode node,
      Turns turns,
      NodeId target,
      KRpcQuery query,
      boolean background,
      Reader reader) {
    this.node = node;
    this.turns = turns;
    this.background = background;
    this.reader = reader;
    this.strangers = node.strangers(node.table().contacts());
    KRpcOptions options = node.options();
    BDict arguments = node.arguments(query, null);
    this.queryBytes = ENVELOPE + query.method().length() + BencodeEncoder.sizeOf(arguments);
    this.search =
        new Search<>(
            this,
            new Inquiry(this, query.method(), arguments, background),
            target,
            LookupOptions.of(options.k(), options.concurrency())
                .withMostPerBlock(options.diversity().perBlockInBucket()),
            this);
  }

  void start() {
    search.start();
  }

  /// Goes on if it has room: whatever else lets it go on or end, the search sees by itself.
  void pump() {
    if (hasRoom()) {
      search.pump();
    }
  }

  boolean isBackground() {
    return background;
  }

  /// Its queries in flight.
  int outstanding() {
    return outstanding;
  }

  /// Ends with what it has.
  void cancel() {
    search.cancel();
  }

  /// Ends with an error.
  void fail(Throwable why) {
    failed = true;
    search.cancel();
    reader.failed(why);
  }

  @Override
  public boolean hasRoom() {
    return turns.maySend(this) && reader.hasRoom();
  }

  @Override
  public void replied(Contact contact, ResponsePacket reply) {
    if (!counts(contact, reply)) {
      return;
    }
    count++;
    boolean more;
    try {
      more = reader.replied(new KRpcReply(contact.endpoint(), contact.id(), reply));
    } catch (RuntimeException | Error thrown) {
      fail(thrown);
      return;
    }
    if (!more) {
      search.cancel();
    }
  }

  @Override
  public boolean goesOn() {
    if (count > 0) {
      return false;
    }
    List<Contact> others = closest(search.target(), node.options().k());
    search.hear(others);
    if (strangers.isEmpty()) {
      strangers = node.strangers(others);
      search.askStrangers(strangers);
      return !others.isEmpty() || !strangers.isEmpty();
    }
    return !others.isEmpty();
  }

  @Override
  public void ended() {
    turns.remove(this);
    if (!failed) {
      reader.ended(count);
    }
  }

  @Override
  public Call ask(Ask ask, Consumer<Outcome> then) {
    outstanding++;
    return node.ask(
        ask,
        outcome -> {
          outstanding--;
          then.accept(outcome);
        });
  }

  @Override
  public Loop loop() {
    return node.loop();
  }

  @Override
  public Observer observer() {
    return node.observer();
  }

  @Override
  public NodeId id() {
    return node.id();
  }

  /// Those of the table that the search has not been told of yet.
  @Override
  public List<Contact> closest(NodeId target, int most) {
    List<Contact> others = new ArrayList<>();
    for (Contact each : node.table().closest(target, most + seeds.size())) {
      if (others.size() < most && seeds.add(each)) {
        others.add(each);
      }
    }
    return others;
  }

  @Override
  public List<Endpoint> strangers() {
    return strangers;
  }

  @Override
  public boolean mayAsk(Contact contact) {
    return node.mayAsk(contact, queryBytes);
  }

  @Override
  public Patience patience() {
    return node.patience();
  }

  @Override
  public List<Contact> named(ResponsePacket reply, Endpoint from) {
    Family family = Family.of(from.address());
    Bytes packed = reply.r().string(family.nodesKey());
    if (packed == null) {
      return List.of();
    }
    List<Contact> contacts = CompactNodes.decode(packed, family, id().length());
    boolean near = from.address().isLocal();
    // A node asked as a stranger is not asked again under the id others know it by; and a local
    // address told from afar would be somebody else's.
    contacts.removeIf(
        contact ->
            strangers.contains(contact.endpoint())
                || !near && contact.endpoint().address().isLocal());
    return contacts;
  }

  /// Whether the reply bears an id: without one it neither counts nor makes its sender one of the
  /// nearest.
  @Override
  public boolean counts(Contact contact, ResponsePacket reply) {
    Bytes given = reply.r().string("id");
    return given != null && given.length() == id().length();
  }
}
