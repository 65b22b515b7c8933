package dev.kith.node.http;

import dev.kith.node.text.HostPort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets in who asks for this host by a name of its own, and turns away the pages of others.
///
/// A browser runs the pages of strangers on the machine where the node listens. The name of such a
/// page may be pointed at this address after it was loaded, and then the browser takes the node for
/// where the page came from; but it still says the name. So only names that no stranger can own are
/// answered to: addresses, `localhost` and the one the server was given. What a page asks under
/// another name than its own comes with its origin.
final class FrontDoor {
  private static final String LOCALHOST = "localhost";

  private final String given;

  /// A door for a server that was told to listen at the host `given`.
  FrontDoor(String given) {
    this.given = given;
  }

  /// The answer to a request that is turned away, by its headers `Host` and `Origin`, null where it
  /// has none.
  Optional<Answer> refusal(@Nullable String host, @Nullable String origin) {
    // Without a host it is HTTP/1.0, which no browser speaks.
    if (host != null && !isOwn(host)) {
      return Optional.of(
          Answer.text(
              421,
              "this node has no such name: expected as Host an IP address, localhost or the host"
                  + " given with --http"));
    }
    if (origin != null && !isOfPageAt(host, origin)) {
      return Optional.of(
          Answer.text(403, "pages from elsewhere are not answered: expected no Origin but this"));
    }
    return Optional.empty();
  }

  private boolean isOwn(String host) {
    boolean hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
    try {
      HostPort asked = HostPort.parse(hasPort ? host : host + ":80");
      return asked.isLiteral()
          || asked.host().equalsIgnoreCase(LOCALHOST)
          || asked.host().equalsIgnoreCase(given);
    } catch (IllegalArgumentException noHost) {
      return false;
    }
  }

  private static boolean isOfPageAt(@Nullable String host, String origin) {
    // Before a proxy the page may have come over TLS.
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }
}
