package dev.kith.mainline;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Some nodes on real sockets of the loopback address, joined through the first.
final class LocalNetwork implements AutoCloseable {
  private final List<Mainline> nodes = new ArrayList<>();
  private final List<Endpoint> endpoints = new ArrayList<>();

  LocalNetwork(String host, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      MainlineOptions.Builder options =
          MainlineOptions.builder().listen(Endpoint.parse(host + ":0"));
      if (i > 0) {
        options.bootstrap(endpoints.get(0));
      }
      Mainline node = Mainline.start(options.build());
      nodes.add(node);
      endpoints.add(node.joined().join().homes().get(0).endpoint());
    }
  }

  Mainline node(int index) {
    return nodes.get(index);
  }

  Endpoint endpoint(int index) {
    return endpoints.get(index);
  }

  @Override
  public void close() {
    nodes.forEach(Mainline::close);
  }
}
