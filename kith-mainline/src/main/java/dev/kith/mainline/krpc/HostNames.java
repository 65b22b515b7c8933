package dev.kith.mainline.krpc;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Host names with ports, looked up by the system on a virtual thread, since that may block.
final class HostNames {
  private HostNames() {}

  /// The endpoint in `text` if its host is an address.
  static Optional<Endpoint> literal(String text) {
    try {
      return Optional.of(Endpoint.parse(text));
    } catch (IllegalArgumentException notAnAddress) {
      checkForm(text);
      return Optional.empty();
    }
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

  /// The first address of the host in `text`, as an endpoint; fails with an [UnknownHostException].
  static CompletableFuture<Endpoint> resolve(String text) {
    Optional<Endpoint> literal = literal(text);
    if (literal.isPresent()) {
      return CompletableFuture.completedFuture(literal.get());
    }
    CompletableFuture<Endpoint> result = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            result.complete(lookUp(text));
          } catch (IOException | RuntimeException unknown) {
            result.completeExceptionally(unknown);
          }
        });
    return result;
  }

  private static Endpoint lookUp(String text) throws UnknownHostException {
    int colon = text.lastIndexOf(':');
    InetAddress address = InetAddress.getByName(text.substring(0, colon));
    return new Endpoint(Address.of(address), Integer.parseInt(text.substring(colon + 1)));
  }

  /// Those of `names` that could be looked up, when all have been tried.
  static CompletableFuture<List<Endpoint>> resolveAll(List<String> names) {
    List<CompletableFuture<Endpoint>> each = names.stream().map(HostNames::resolve).toList();
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
