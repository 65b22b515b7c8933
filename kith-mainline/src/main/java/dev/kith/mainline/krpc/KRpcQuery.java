package dev.kith.mainline.krpc;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BDict;

/// What is asked of a node: `{q, a}` on the wire.
///
/// @param method the method's name, `q`
/// @param arguments the arguments, `a`; the own id is added to what is sent if it is not there
public record KRpcQuery(String method, BDict arguments) {
  /// A query without arguments but the own id, such as a ping.
  public static KRpcQuery of(String method) {
    return new KRpcQuery(method, BDict.EMPTY);
  }

  /// Asks for the contacts nearest to `target` (BEP 5).
  public static KRpcQuery findNode(NodeId target) {
    return new KRpcQuery("find_node", BDict.builder().put("target", target.bytes()).build());
  }

  /// Asks for peers of `infoHash` (BEP 5).
  public static KRpcQuery getPeers(NodeId infoHash) {
    return new KRpcQuery("get_peers", BDict.builder().put("info_hash", infoHash.bytes()).build());
  }
}
