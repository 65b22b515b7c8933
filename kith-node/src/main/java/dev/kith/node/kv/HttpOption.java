package dev.kith.node.kv;

import dev.kith.kv.client.KvHttpClient;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The HTTP interface of a node, as typed: `http://127.0.0.1:8080`, or without the `http://`.
final class HttpOption {
  private HttpOption() {}

  /// A client of the interface that `text` names.
  static KvHttpClient client(Shell shell, String name, String text) {
    String full = text.contains("://") ? text : "http://" + text;
    Duration timeout = Optional.ofNullable(shell.options().timeout()).orElse(KvHttpClient.TIMEOUT);
    try {
      URI address = new URI(full);
      if (address.getPort() <= 65535) { // -1 where there is none
        return KvHttpClient.to(address, timeout);
      }
    } catch (URISyntaxException | IllegalArgumentException bad) {
      // said below
    }
    throw Failure.usage(
        name
            + ": '"
            + text
            + "': expected the address of a node's HTTP interface, such as"
            + " http://127.0.0.1:8080");
  }

  /// What the node answers; a node that does not is the network's no.
  static <T> T await(String address, CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IOException unreachable) {
        String why = unreachable.getMessage();
        throw Failure.network("no answer from " + address + (why == null ? "" : ": " + why));
      }
      throw failed;
    }
  }
}
