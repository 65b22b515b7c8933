package dev.kith.bench.load;

import dev.kith.interop.CommandLines;
import dev.kith.interop.PeerProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The program of the load generator. One command, `run`: {port, template, targetAt, idAt,
/// inFlight, sources, seconds}, answered with what the run measured.
public final class LoadPeer {
  private LoadPeer() {}

  /// Starts the generator in a JVM like the caller's.
  public static PeerProcess start() {
    return PeerProcess.startJava(
        LoadPeer.class,
        List.of("-Xmx128m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
  }

  /// Answers until standard input ends.
  public static void main(String[] args) throws IOException {
    CommandLines.serve(0, System.out, Map.of("run", LoadPeer::run));
  }

  private static Object run(JsonNode request) {
    try (BatchSocket socket = new BatchSocket(request.path("port").asInt())) {
      return new Load(
              CommandLines.bytes(request.path("template")),
              request.path("targetAt").asInt(),
              request.path("idAt").asInt(),
              request.path("inFlight").asInt(),
              request.path("sources").asInt())
          .run(socket, request.path("seconds").asDouble());
    }
  }
}
