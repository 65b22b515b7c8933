package dev.kith.node.text;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// A host, by address or by name, and a port, as typed: `host:port` or `[v6]:port`.
///
/// @param host an IP literal without brackets, or a name
/// @param port 0 to 65535
public record HostPort(String host, int port) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})");

  /// The host and port in `text`.
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    if (colon < 1 || (bracketed && text.charAt(colon - 1) != ']')) {
      throw bad(text, "expected host:port or [v6]:port");
    }
    String host = bracketed ? text.substring(1, colon - 1) : text.substring(0, colon);
    if (!bracketed && host.indexOf(':') >= 0) {
      throw bad(text, "expected [v6]:port, the IPv6 address in brackets");
    }
    if (bracketed ? !isLiteral(host) || host.indexOf(':') < 0 : !NAME.matcher(host).matches()) {
      throw bad(
          text,
          bracketed
              ? "expected an IPv6 address in brackets"
              : "expected a host name or an IP address before the colon");
    }
    return new HostPort(host, port(text, text.substring(colon + 1)));
  }

  /// Like [#parse], for a peer to be reached: the port may not be 0.
  public static HostPort parsePeer(String text) {
    HostPort parsed = parse(text);
    if (parsed.port == 0) {
      throw bad(text, "expected a port from 1 to 65535");
    }
    return parsed;
  }

  /// The endpoints the host stands for, IPv4 ones first; asks the system's resolver if it is a
  /// name.
  ///
  /// @throws UnknownHostException if the name does not resolve; its message is fit for a person
  public List<Endpoint> resolve() throws UnknownHostException {
    if (isLiteral()) {
      return List.of(new Endpoint(Address.parse(host), port));
    }
    try {
      List<Endpoint> endpoints = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        endpoints.add(new Endpoint(Address.of(address), port));
      }
      endpoints.sort(Comparator.comparing(endpoint -> !endpoint.isV4()));
      return endpoints;
    } catch (UnknownHostException unknown) {
      throw new UnknownHostException("'" + this + "': the host name " + host + " does not resolve");
    }
  }

  /// Whether the host is an address, not a name.
  public boolean isLiteral() {
    return isLiteral(host);
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }

  private static boolean isLiteral(String host) {
    if (host.isEmpty()
        || (host.indexOf(':') < 0 && !Character.isDigit(host.charAt(host.length() - 1)))) {
      return false;
    }
    try {
      Address.parse(host);
      return true;
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private static int port(String whole, String text) {
    try {
      int port = text.isEmpty() || !Character.isDigit(text.charAt(0)) ? -1 : Integer.parseInt(text);
      if (port >= 0 && port <= 0xffff) {
        return port;
      }
    } catch (NumberFormatException tooLong) {
      // said below
    }
    throw bad(whole, "expected a port from 0 to 65535 after the colon");
  }

  private static IllegalArgumentException bad(String text, String expected) {
    return new IllegalArgumentException("'" + text + "': " + expected);
  }
}
