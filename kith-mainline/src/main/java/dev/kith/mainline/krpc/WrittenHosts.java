package dev.kith.mainline.krpc;

import dev.kith.core.io.HostNames;
import dev.kith.core.net.Endpoint;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What options and callers write as `host:port`: an address or a name.
final class WrittenHosts {
  private WrittenHosts() {}

  /// The endpoint in `text` if its host is an address.
  ///
  /// @throws IllegalArgumentException if nothing can be sent there, whatever the host
  static Optional<Endpoint> literal(String text) {
    Endpoint literal;
    try {
      literal = Endpoint.parse(text);
    } catch (IllegalArgumentException notAnAddress) {
      checkForm(text);
      return Optional.empty();
    }
    if (!literal.isUsable()) {
      throw new IllegalArgumentException("nothing can be sent to '" + text + "'");
    }
    return Optional.of(literal);
  }

  private static void checkForm(String text) {
    int colon = text.lastIndexOf(':');
    boolean portFits = false;
    try {
      int port = colon < 1 ? 0 : Integer.parseInt(text.substring(colon + 1));
      portFits = port > 0 && port <= 0xffff;
    } catch (NumberFormatException notANumber) {
      // as bad as one out of range
    }
    if (!portFits || text.indexOf(':') != colon) {
      throw new IllegalArgumentException(
          "expected host:port with a port from 1 to 65535, got '" + text + "'");
    }
  }

  /// The endpoint in `text`, whose host is looked up if it is a name; fails with an
  /// [UnknownHostException].
  static CompletableFuture<Endpoint> resolve(String text) {
    Optional<Endpoint> literal = literal(text);
    if (literal.isPresent()) {
      return CompletableFuture.completedFuture(literal.get());
    }
    int colon = text.lastIndexOf(':');
    return HostNames.resolve(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /// Those of `names` that could be looked up, when all have been tried.
  static CompletableFuture<List<Endpoint>> resolveAll(List<String> names) {
    List<CompletableFuture<Endpoint>> each = names.stream().map(WrittenHosts::resolve).toList();
    return CompletableFuture.allOf(each.toArray(new CompletableFuture<?>[0]))
        .handle(
            (done, failed) -> {
              List<Endpoint> found = new ArrayList<>();
              for (CompletableFuture<Endpoint> one : each) {
                if (!one.isCompletedExceptionally()) {
                  found.add(one.join());
                }
              }
              return found;
            });
  }
}
