package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.kv.Vectors;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Packet;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A session of four nodes of the Python library, recorded: our node in the place of one of them
/// answers every request as that did.
///
/// One exchange is left out: B's store was emptied for the sake of the recording.
final class SessionTraceTest {
  private static final int FIRST_PORT = 18_610;
  private static final String EMPTIED = "D (emptied) gets k2, B emptied too";

  private final World world = World.builder().seed(1).scenario("SessionTraceTest").build();

  @ParameterizedTest
  @ValueSource(strings = {"A", "B", "C", "D"})
  void in_the_place_of_each_our_node_answers_as_the_library_did(String role)
      throws MalformedException {
    KvNode node = start(role);
    Map<String, RawPeer> others = others(role);
    String step = "";
    int compared = 0;
    Map<Bytes, Response> recorded = responses();
    for (JsonNode datagram : Vectors.each("/session_trace/datagrams").toList()) {
      String here = datagram.required("step").asString();
      if (!here.equals(step) && here.equals(role + " bootstraps to A")) {
        // Whom the library learnt of on the way, for the others here know nobody.
        world.await(
            node.bootstrap(
                Stream.of("A", "B", "C")
                    .filter(other -> other.compareTo(role) < 0)
                    .map(SessionTraceTest::endpoint)
                    .toList()));
      }
      step = here;
      boolean isAsked =
          datagram.required("to").asString().equals(role)
              && datagram.required("kind").asString().equals("request");
      if (!isAsked || role.equals("B") && here.equals(EMPTIED)) {
        continue;
      }
      Request request = (Request) packet(datagram);
      RawPeer asker = peer(others, datagram.required("from").asString());
      asker.send(endpoint(role), request);
      world.run(Duration.ofSeconds(2));

      Response expected =
          Objects.requireNonNull(recorded.get(request.messageId()), "no answer was recorded");
      assertThat(asker.answer(request.messageId()))
          .as("%s: %s", step, request)
          .isEqualTo(expected.value());
      compared++;
    }

    assertThat(compared).isPositive();
  }

  private KvNode start(String role) {
    NodeId id = NodeId.hex(Vectors.at("/session_trace/node_ids/" + role).asString());
    KvOptions options = KvOptions.builder().id(id).listen(endpoint(role)).build();
    return world.await(KvNode.startOn(host().loop(), options));
  }

  private Map<String, RawPeer> others(String role) {
    Map<String, RawPeer> others = new LinkedHashMap<>();
    for (String name : List.of("A", "B", "C", "D")) {
      if (!name.equals(role)) {
        NodeId id = NodeId.hex(Vectors.at("/session_trace/node_ids/" + name).asString());
        others.put(name, new RawPeer(host(), endpoint(name), id).answeringPings());
      }
    }
    return others;
  }

  private static RawPeer peer(Map<String, RawPeer> others, String name) {
    return Objects.requireNonNull(others.get(name), name);
  }

  private SimHost host() {
    return world.newHost().address(Address.parse("127.0.0.1")).build();
  }

  private static Endpoint endpoint(String name) {
    return Endpoint.loopback(FIRST_PORT + name.charAt(0) - 'A');
  }

  private static Map<Bytes, Response> responses() throws MalformedException {
    Map<Bytes, Response> responses = new LinkedHashMap<>();
    for (JsonNode datagram : Vectors.each("/session_trace/datagrams").toList()) {
      if (packet(datagram) instanceof Response response) {
        responses.put(response.messageId(), response);
      }
    }
    return responses;
  }

  private static Packet packet(JsonNode datagram) throws MalformedException {
    byte[] bytes = Vectors.hex(datagram, "datagram").toArray();
    return new KvCodec().decode(bytes, bytes.length);
  }
}
