package dev.kith.core.io;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

/// Names of hosts, looked up by the system. A node never waits for that: it may take seconds.
public final class HostNames {
  private HostNames() {}

  /// The first address of `host`, with `port`; looked up, and the future completed, on a virtual
  /// thread. Fails with an [UnknownHostException] if there is none.
  public static CompletableFuture<Endpoint> resolve(String host, int port) {
    CompletableFuture<Endpoint> result = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            result.complete(new Endpoint(Address.of(InetAddress.getByName(host)), port));
          } catch (UnknownHostException | RuntimeException unknown) {
            result.completeExceptionally(unknown);
          }
        });
    return result;
  }
}
