package dev.kith.interop;

import static dev.kith.interop.CommandLines.bytes;
import static dev.kith.interop.CommandLines.text;

import dev.kith.interop.CommandLines.Command;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lbms.plugins.mldht.kad.DBItem;
import lbms.plugins.mldht.kad.DHT;
import lbms.plugins.mldht.kad.GenericStorage;
import lbms.plugins.mldht.kad.GenericStorage.StorageItem;
import lbms.plugins.mldht.kad.Key;
import lbms.plugins.mldht.kad.NodeList;
import lbms.plugins.mldht.kad.PeerAddressDBItem;
import lbms.plugins.mldht.kad.messages.AbstractLookupRequest;
import lbms.plugins.mldht.kad.messages.AbstractLookupResponse;
import lbms.plugins.mldht.kad.messages.AnnounceRequest;
import lbms.plugins.mldht.kad.messages.FindNodeRequest;
import lbms.plugins.mldht.kad.messages.GetPeersRequest;
import lbms.plugins.mldht.kad.messages.GetPeersResponse;
import lbms.plugins.mldht.kad.messages.GetRequest;
import lbms.plugins.mldht.kad.messages.GetResponse;
import lbms.plugins.mldht.kad.messages.PingRequest;
import lbms.plugins.mldht.kad.messages.PutRequest;
import lbms.plugins.mldht.kad.messages.SampleRequest;
import lbms.plugins.mldht.kad.messages.SampleResponse;
import net.i2p.crypto.eddsa.EdDSAPrivateKey;
import net.i2p.crypto.eddsa.spec.EdDSAPrivateKeySpec;
import tools.jackson.databind.JsonNode;

/// The program of the mldht peer: one node on 127.0.0.1, driven by commands.
///
/// `id`; `contact` and `peer` put something into its table and its peer store; `ping`, `findNode`,
/// `getPeers`, `announce`, `get`, `put` and `sample` send one request to `host`, `port` and answer
/// with mldht's own reading of the reply; `target` says where a `put` would store; `contacts` lists
/// its routing table.
public final class MldhtPeer {
  private final Mldht node;

  private MldhtPeer(Mldht node) {
    this.node = node;
  }

  /// Starts this program in a JVM like the caller's.
  public static PeerProcess start(String... jvmOptions) {
    return PeerProcess.startJava(MldhtPeer.class, List.of(jvmOptions));
  }

  /// Starts the node, says its port and answers until standard input ends.
  public static void main(String[] args) throws Exception {
    PrintStream conversation = System.out;
    System.setOut(System.err);
    Mldht node = Mldht.start();
    CommandLines.serve(node.port(), conversation, new MldhtPeer(node).commands());
    System.exit(0); // its threads are not daemons
  }

  private Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("id", request -> Map.of("nodeId", text(node.id())));
    commands.put("contact", this::contact);
    commands.put("peer", this::peer);
    commands.put("contacts", request -> contacts());
    commands.put("ping", this::ping);
    commands.put("findNode", this::findNode);
    commands.put("getPeers", this::getPeers);
    commands.put("announce", this::announce);
    commands.put("get", this::get);
    commands.put("target", this::target);
    commands.put("put", this::put);
    commands.put("sample", this::sample);
    return commands;
  }

  private Object contact(JsonNode request) {
    node.addContact(bytes(request.path("nodeId")), endpoint(request));
    return Map.of();
  }

  private Object peer(JsonNode request) {
    boolean seed = request.path("seed").asBoolean(false);
    node.addPeer(bytes(request.path("infoHash")), endpoint(request), seed);
    return Map.of();
  }

  private Object contacts() {
    List<Map<String, String>> contacts = new ArrayList<>();
    node.dht().getNode().table().stream()
        .flatMap(each -> each.getBucket().entriesStream())
        .forEach(each -> contacts.add(contact(each.getID(), each.getAddress())));
    return contacts;
  }

  private Object ping(JsonNode request) throws Exception {
    return Map.of(
        "nodeId", text(node.request(new PingRequest(), endpoint(request)).getID().getHash()));
  }

  private Object findNode(JsonNode request) throws Exception {
    FindNodeRequest query = new FindNodeRequest(new Key(bytes(request.path("target"))));
    return nodes((AbstractLookupResponse) ask(query, request));
  }

  private Object getPeers(JsonNode request) throws Exception {
    GetPeersRequest query = new GetPeersRequest(new Key(bytes(request.path("infoHash"))));
    query.setScrape(request.path("scrape").asBoolean(false));
    GetPeersResponse reply = (GetPeersResponse) ask(query, request);
    Map<String, Object> answer = nodes(reply);
    List<String> peers = new ArrayList<>();
    for (DBItem item : reply.getPeerItems()) {
      if (item instanceof PeerAddressDBItem peer) {
        peers.add(written(peer.toSocketAddress()));
      }
    }
    answer.put("peers", peers);
    if (reply.hasScrapeResults()) {
      answer.put("scrapePeers", reply.getScrapePeers().size());
    }
    return answer;
  }

  private Object announce(JsonNode request) throws Exception {
    AnnounceRequest query =
        new AnnounceRequest(
            new Key(bytes(request.path("infoHash"))),
            request.path("peerPort").asInt(),
            bytes(request.path("token")));
    query.setSeed(request.path("seed").asBoolean(false));
    node.request(query, endpoint(request));
    return Map.of();
  }

  private Object get(JsonNode request) throws Exception {
    GetRequest query = new GetRequest(new Key(bytes(request.path("target"))));
    if (request.has("seq")) {
      query.setSeq(request.path("seq").asLong());
    }
    GetResponse reply = (GetResponse) ask(query, request);
    Map<String, Object> answer = nodes(reply);
    if (reply.getRawValue() != null) {
      byte[] salt = request.has("salt") ? bytes(request.path("salt")) : null;
      StorageItem item = new StorageItem(reply, salt);
      answer.put("value", text(raw(item.getRawValue())));
      answer.put("target", text(item.fingerprint().getHash()));
      if (item.mutable()) {
        answer.put("seq", item.seq());
        answer.put("valid", item.validateSig());
      }
    }
    return answer;
  }

  /// Where `put` of the same fields would store.
  private Object target(JsonNode request) throws Exception {
    return Map.of("target", text(item(request).fingerprint().getHash()));
  }

  /// {value, token} or {value, token, seed, seq, salt?, cas?}.
  private Object put(JsonNode request) throws Exception {
    StorageItem item = item(request);
    PutRequest query = new PutRequest();
    query.populateFromStorage(item);
    query.setToken(bytes(request.path("token")));
    if (request.has("cas")) {
      query.setExpectedSequenceNumber(request.path("cas").asLong());
    }
    node.request(query, endpoint(request));
    return Map.of("target", text(item.fingerprint().getHash()));
  }

  private static StorageItem item(JsonNode request) throws Exception {
    byte[] value = bytes(request.path("value"));
    if (!request.has("seed")) {
      return GenericStorage.buildImmutable(value);
    }
    EdDSAPrivateKeySpec seed =
        new EdDSAPrivateKeySpec(bytes(request.path("seed")), StorageItem.spec);
    byte[] salt = request.has("salt") ? bytes(request.path("salt")) : null;
    return GenericStorage.buildMutable(
        value, new EdDSAPrivateKey(seed), salt, request.path("seq").asLong());
  }

  private Object sample(JsonNode request) throws Exception {
    SampleRequest query = new SampleRequest(new Key(bytes(request.path("target"))));
    SampleResponse reply = (SampleResponse) ask(query, request);
    return Map.of(
        "num",
        reply.num(),
        "interval",
        reply.interval(),
        "samples",
        reply.getSamples().stream().map(each -> text(each.getHash())).toList());
  }

  private Object ask(AbstractLookupRequest query, JsonNode request) throws Exception {
    query.setWant4(true);
    return node.request(query, endpoint(request));
  }

  private static Map<String, Object> nodes(AbstractLookupResponse reply) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("nodeId", text(reply.getID().getHash()));
    List<Map<String, String>> contacts = new ArrayList<>();
    NodeList nodes = reply.getNodes(DHT.DHTtype.IPV4_DHT);
    if (nodes != null) {
      nodes.entries().forEach(each -> contacts.add(contact(each.getID(), each.getAddress())));
    }
    answer.put("nodes", contacts);
    if (reply.getToken() != null) {
      answer.put("token", text(reply.getToken()));
    }
    return answer;
  }

  private static Map<String, String> contact(Key id, InetSocketAddress address) {
    return Map.of("nodeId", text(id.getHash()), "endpoint", written(address));
  }

  private static InetSocketAddress endpoint(JsonNode request) {
    return new InetSocketAddress(request.path("host").asString(), request.path("port").asInt());
  }

  private static String written(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static byte[] raw(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
