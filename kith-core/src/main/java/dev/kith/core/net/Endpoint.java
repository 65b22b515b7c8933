package dev.kith.core.net;

import java.net.InetSocketAddress;

/// An address and a UDP or TCP port.
///
/// @param address the IP address
/// @param port 0 to 65535; 0 means "any" when binding and is refused as a destination
public record Endpoint(Address address, int port) implements Comparable<Endpoint> {
  /// Checks the port's range.
  public Endpoint {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// The endpoint `host:port` or `[v6]:port` with an IP literal as host; names are not resolved.
  ///
  /// @throws IllegalArgumentException if `text` is not that
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    int hostEnd = bracketed ? text.indexOf(']') : colon;
    if (colon < 1 || hostEnd < 0 || bracketed && hostEnd + 1 != colon) {
      throw malformed(text);
    }
    String host = bracketed ? text.substring(1, hostEnd) : text.substring(0, colon);
    if (!bracketed && host.indexOf(':') >= 0) {
      throw malformed(text);
    }
    try {
      return new Endpoint(Address.parse(host), Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException badPart) {
      throw malformed(text);
    }
  }

  /// The platform's form turned into ours.
  ///
  /// @throws IllegalArgumentException if `address` is unresolved
  public static Endpoint of(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "the name " + address.getHostString() + " is not resolved");
    }
    return new Endpoint(Address.of(address.getAddress()), address.getPort());
  }

  /// The endpoint at `port` of the IPv4 loopback address.
  public static Endpoint loopback(int port) {
    return new Endpoint(Address.v4(0x7f000001), port);
  }

  /// Whether the address is IPv4.
  public boolean isV4() {
    return address.isV4();
  }

  /// Whether a datagram could be sent here: a usable address and a port other than 0.
  public boolean isUsable() {
    return port != 0 && !address.isUnusable();
  }

  /// The platform's form. Never looks up a name.
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(address.toInetAddress(), port);
  }

  @Override
  public int compareTo(Endpoint other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
  }

  @Override
  public int hashCode() {
    return address.hashCode() * 31 + port * 0x9e3779b1;
  }

  @Override
  public String toString() {
    return isV4() ? address + ":" + port : "[" + address + "]:" + port;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "expected an endpoint such as 127.0.0.1:6881 or [::1]:6881, got '" + text + "'");
  }
}
