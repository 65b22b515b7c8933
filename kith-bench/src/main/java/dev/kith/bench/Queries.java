package dev.kith.bench;

import java.nio.charset.StandardCharsets;

/// The queries of the BitTorrent network.
enum Queries implements Query {
  FIND_NODE("find_node", "target"),
  GET_PEERS("get_peers", "info_hash");

  private static final String SELF = "kith-bench-generator"; // 20 bytes

  private final String method;
  private final String argument;

  Queries(String method, String argument) {
    this.method = method;
    this.argument = argument;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public byte[] template() {
    String query =
        "d1:ad2:id20:%s%d:%s20:%s1:q%d:%s1:t4:0000%s"
            .formatted(
                SELF,
                argument.length(),
                argument,
                "-".repeat(20) + "e",
                method.length(),
                method,
                "1:y1:qe");
    return query.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int targetAt() {
    return new String(template(), StandardCharsets.US_ASCII).indexOf("-".repeat(20));
  }

  /// It is found by what stands around it.
  @Override
  public int idAt() {
    return -1;
  }
}
