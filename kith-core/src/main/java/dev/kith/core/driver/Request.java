package dev.kith.core.driver;

import dev.kith.core.net.Endpoint;
import dev.kith.core.rpc.Priority;

/// What [Requests] must know of a request; all else in it is the network's own.
public interface Request {
  /// To where it is sent.
  Endpoint to();

  /// What it is called in events: a fixed word of the network, never what a stranger wrote.
  String method();

  /// Whether somebody waits for the answer.
  Priority priority();
}
