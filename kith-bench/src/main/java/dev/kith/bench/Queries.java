package dev.kith.bench;

import java.nio.charset.StandardCharsets;

/// The queries the generator sends, as templates: which method, and where the random part goes.
enum Queries {
  FIND_NODE("find_node", "target"),
  GET_PEERS("get_peers", "info_hash");

  private static final String SELF = "kith-bench-generator"; // 20 bytes

  private final String method;
  private final String argument;

  Queries(String method, String argument) {
    this.method = method;
    this.argument = argument;
  }

  /// The method's name on the wire.
  String method() {
    return method;
  }

  /// A query in bencode whose target and transaction id are yet to be filled in.
  byte[] template() {
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

  /// Where the target begins in the template.
  int targetAt() {
    return new String(template(), StandardCharsets.US_ASCII).indexOf("-".repeat(20));
  }
}
