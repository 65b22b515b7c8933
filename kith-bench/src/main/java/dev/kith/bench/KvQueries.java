package dev.kith.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The queries of the key/value network.
enum KvQueries implements Query {
  PING("ping", false),
  FIND_NODE("find_node", true);

  private static final String SELF = "kith-bench-generator"; // 20 bytes
  private static final int MESSAGE_ID_AT = 1;
  private static final int ID_BYTES = 20;

  private final String method;
  private final boolean hasTarget;

  KvQueries(String method, boolean hasTarget) {
    this.method = method;
    this.hasTarget = hasTarget;
  }

  @Override
  public String method() {
    return method;
  }

  /// rpcudp: the type, a message id, and the method with its arguments in msgpack.
  @Override
  public byte[] template() {
    ByteBuffer request = ByteBuffer.allocate(128);
    request.put((byte) 0).put(new byte[ID_BYTES]);
    request.put((byte) 0x92).put((byte) (0xa0 + method.length())).put(bytes(method));
    request.put((byte) (hasTarget ? 0x92 : 0x91));
    bin(request, bytes(SELF));
    if (hasTarget) {
      bin(request, new byte[ID_BYTES]);
    }
    byte[] template = new byte[request.position()];
    request.get(0, template);
    return template;
  }

  private static void bin(ByteBuffer into, byte[] content) {
    into.put((byte) 0xc4).put((byte) content.length).put(content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int targetAt() {
    return hasTarget ? template().length - ID_BYTES : -1;
  }

  @Override
  public int idAt() {
    return MESSAGE_ID_AT;
  }
}
