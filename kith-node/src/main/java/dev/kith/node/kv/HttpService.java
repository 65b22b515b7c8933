package dev.kith.node.kv;

import dev.kith.core.net.Endpoint;
import dev.kith.kv.http.DhtApi;
import dev.kith.node.http.DhtServer;
import dev.kith.node.network.Health;
import dev.kith.node.network.Reachable;
import dev.kith.node.network.Service;
import dev.kith.node.output.Fields;
import java.util.List;
import java.util.Optional;

/// A node together with its own HTTP interface.
record HttpService(KvService node, DhtServer door) implements Service {
  @Override
  public String network() {
    return node.network();
  }

  @Override
  public List<Endpoint> listens() {
    return node.listens();
  }

  @Override
  public Fields identity() {
    return node.identity().and("http", door.local());
  }

  @Override
  public Health health() {
    return node.health();
  }

  @Override
  public Fields status() {
    return node.status();
  }

  @Override
  public List<String> suggestions(String program) {
    String url = "http://" + Reachable.from(door.local());
    return List.of(
        program + " kv keygen",
        program + " kv sign greeting hello --key HEX32 --post " + url,
        program + " kv verify greeting --from " + url);
  }

  @Override
  public Optional<DhtApi> signedValues() {
    return node.signedValues();
  }

  @Override
  public void close() {
    door.close();
    node.close();
  }
}
