package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;

/// The exceptions of a bind, each naming the endpoint; both kinds of sockets say the same.
final class BindFailures {
  private BindFailures() {}

  static BindException taken(Endpoint local, Throwable cause) {
    BindException failure = new BindException("cannot bind " + local + ": the port is taken");
    failure.initCause(cause);
    return failure;
  }

  static IOException notOfThisHost(Endpoint local, Throwable cause) {
    return with(
        cause,
        new SocketException("cannot bind " + local + ": not an address of this host, or no port"));
  }

  static IOException other(Endpoint local, IOException cause) {
    return with(
        cause,
        new SocketException("cannot bind " + local + ": " + String.valueOf(cause.getMessage())));
  }

  private static IOException with(Throwable cause, SocketException failure) {
    failure.initCause(cause);
    return failure;
  }
}
