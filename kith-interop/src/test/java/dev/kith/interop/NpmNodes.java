package dev.kith.interop;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.interop.NeedsNpmPeers.Peers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Some bittorrent-dht nodes on loopback, all in one process of Node.js.
final class NpmNodes implements AutoCloseable {
  private final PeerProcess process;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<NodeId> ids = new ArrayList<>();

  private NpmNodes(PeerProcess process) {
    this.process = process;
  }

  /// Starts `count` nodes. With bootstrap all of them join it; they join the first of them as well.
  static NpmNodes join(int count, Endpoint... bootstrap) {
    return join(count, Map.of(), bootstrap);
  }

  /// The same with options of bittorrent-dht.
  static NpmNodes join(int count, Map<String, ?> options, Endpoint... bootstrap) {
    NpmNodes nodes = new NpmNodes(Peers.npm().bittorrentDht());
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("count", count);
    request.put("options", options);
    if (bootstrap.length > 0) {
      request.put("bootstrap", bootstrap[0].toString());
    }
    for (JsonNode node : nodes.process.ask("start", request)) {
      nodes.endpoints.add(Endpoint.loopback(node.path("port").asInt()));
      nodes.ids.add(id(node.path("nodeId")));
    }
    return nodes;
  }

  Endpoint endpoint(int node) {
    return endpoints.get(node);
  }

  List<NodeId> ids() {
    return ids;
  }

  NodeId id(int node) {
    return ids.get(node);
  }

  /// Announces at `port`, or with implied_port when it is 0; how many nodes took it.
  int announce(int node, NodeId infoHash, int port) {
    return ask(node, "announce", Map.of("infoHash", text(infoHash.bytes()), "port", port))
        .path("acknowledged")
        .asInt();
  }

  List<String> lookup(int node, NodeId infoHash) {
    return ask(node, "lookup", Map.of("infoHash", text(infoHash.bytes())))
        .path("peers")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  /// {target, acknowledged, publicKey} of a put; see `bittorrent-dht.js` for the fields.
  JsonNode put(int node, Map<String, ?> item) {
    return ask(node, "put", item);
  }

  /// {value, seq, publicKey, signature} or null.
  JsonNode get(int node, NodeId target, Bytes salt) {
    Map<String, Object> request = new LinkedHashMap<>(Map.of("target", text(target.bytes())));
    if (!salt.isEmpty()) {
      request.put("salt", text(salt));
    }
    return ask(node, "get", request);
  }

  NodeId ping(int node, Endpoint to) {
    return id(
        ask(node, "ping", Map.of("host", to.address().toString(), "port", to.port()))
            .path("nodeId"));
  }

  /// One raw query of method `q` with arguments `a`; the whole reply.
  JsonNode query(int node, Endpoint to, String q, Map<String, ?> a) {
    return ask(
        node, "query", Map.of("host", to.address().toString(), "port", to.port(), "q", q, "a", a));
  }

  /// The ids in the routing table.
  List<NodeId> contacts(int node) {
    return ask(node, "contacts", Map.of())
        .valueStream()
        .map(each -> id(each.path("nodeId")))
        .toList();
  }

  private JsonNode ask(int node, String command, Map<String, ?> fields) {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    request.put("node", node);
    return process.ask(command, request);
  }

  @Override
  public void close() {
    process.close();
  }

  static String text(Bytes bytes) {
    return "0x" + bytes.toHex();
  }

  static Bytes bytes(JsonNode text) {
    return Bytes.wrap(CommandLines.bytes(text));
  }

  private static NodeId id(JsonNode text) {
    return NodeId.of(bytes(text));
  }
}
