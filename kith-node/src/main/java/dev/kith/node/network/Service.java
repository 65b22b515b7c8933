package dev.kith.node.network;

import dev.kith.core.net.Endpoint;
import dev.kith.kv.http.DhtApi;
import dev.kith.node.output.Fields;
import java.util.List;
import java.util.Optional;

/// A running node of a network, as the daemon sees it. Safe for use by several threads.
public interface Service extends AutoCloseable {
  /// The name of its network.
  String network();

  /// Where it listens, the main address first.
  List<Endpoint> listens();

  /// What its ready line says besides network and address, such as its id.
  Fields identity();

  /// How it is doing now.
  Health health();

  /// Counts for a person and for the metrics, such as the size of the table.
  Fields status();

  /// Commands that work against this node as they are, for a person to try; `program` is how this
  /// program is called.
  List<String> suggestions(String program);

  /// The interface of signed values, if this node has them.
  default Optional<DhtApi> signedValues() {
    return Optional.empty();
  }

  /// Saves its state and stops. Closing twice is harmless.
  @Override
  void close();
}
