package dev.kith.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.node.program.Program.Ended;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `kith node` as a process: what it says, what it suggests, its doors, its end.
class NodeProgramTest {
  @TempDir private Path home;

  @Test
  void a_node_among_neighbours_suggests_commands_that_work_as_printed() {
    try (Program node =
        Program.start(
            home,
            Map.of("KITH_COMMAND", "kith"),
            "node",
            "--testnet",
            "8",
            "--port",
            "mainline=0",
            "--port",
            "kv=0",
            "--http",
            "127.0.0.1:0",
            "--json")) {
      JsonNode mainline = node.await(line -> true);
      JsonNode kv = node.await(line -> true);
      JsonNode last = node.await(line -> true);

      assertThat(mainline.get("event").asString()).isEqualTo("ready");
      assertThat(mainline.get("network").asString()).isEqualTo("mainline");
      assertThat(mainline.get("id").asString()).matches("[0-9a-f]{40}");
      assertThat(kv.get("event").asString()).isEqualTo("ready");
      assertThat(kv.get("network").asString()).isEqualTo("kv");
      assertThat(last.get("event").asString()).isEqualTo("ready");
      assertThat(last.get("network").asString()).isEqualTo("node");
      assertThat(last.get("try").size()).isEqualTo(3);
      for (JsonNode suggestion : last.get("try")) {
        Ended ended = Program.run(home, words(suggestion.asString()));
        assertThat(ended.exit()).as(suggestion + "\n" + ended.err()).isZero();
      }
      assertThat(node.terminate().exit()).isZero();
    }
  }

  @Test
  void a_person_is_told_the_same_in_words() {
    try (Program node =
        Program.start(
            home,
            Map.of("KITH_HTTP", "none"),
            "node",
            "--testnet",
            "2",
            "--port",
            "mainline=0",
            "--port",
            "kv=0")) {
      assertThat(node.line())
          .startsWith("Kith node: mainline, kv")
          .contains("among 2 local neighbours", "keeping nothing on disk");
      assertThat(node.line()).matches("mainline ready on 127\\.0\\.0\\.1:\\d+, id [0-9a-f]{40}");
      assertThat(node.line()).matches("kv ready on 127\\.0\\.0\\.1:\\d+, id [0-9a-f]{40}, .*");
      assertThat(node.line()).isEqualTo("node ready");
      Ended ended = node.interrupt();
      assertThat(ended.exit()).isZero();
      assertThat(ended.out()).contains("mainline put 'hello kith' --bootstrap 127.0.0.1:");
    }
  }

  @Test
  void doors_open_when_asked_and_close_at_the_end() throws Exception {
    try (Program node =
            Program.start(
                home,
                Map.of("KITH_HTTP", "127.0.0.1:0"),
                "node",
                "--testnet",
                "4",
                "--port",
                "mainline=0",
                "--port",
                "kv=0",
                "--json");
        HttpClient client = HttpClient.newHttpClient()) {
      JsonNode ready = node.await(line -> line.get("network").asString().equals("node"));
      node.await(NodeProgramTest::isJoined);
      node.await(NodeProgramTest::isJoined);
      String base = "http://" + ready.get("http").asString();

      HttpResponse<String> health = get(client, base + "/healthz");
      HttpResponse<String> metrics = get(client, base + "/metrics");
      HttpResponse<String> status = get(client, base + "/api/v1/status");
      HttpResponse<String> page = get(client, base + "/");
      HttpResponse<String> absent = get(client, base + "/dht/absent");
      HttpResponse<String> nothing = get(client, base + "/nothing");

      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(metrics.body()).contains("kith_requests_total{", "kith_status{kind=\"contacts\"");
      JsonNode network = new JsonMapper().readTree(status.body()).get("networks").get(0);
      assertThat(network.get("network").asString()).isEqualTo("mainline");
      assertThat(network.get("counts").get("contacts").asInt()).isPositive();
      assertThat(page.body()).startsWith("<!doctype html>");
      assertThat(absent.statusCode()).isEqualTo(200);
      assertThat(absent.body()).contains("\"data\": null");
      assertThat(nothing.statusCode()).isEqualTo(404);
      assertThat(node.err()).isEmpty();
      assertThat(node.terminate().exit()).isZero();
    }
  }

  @Test
  void slow_clients_crowd_out_each_other_and_nobody_else() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (Program node =
            Program.start(
                home,
                Map.of(),
                "node",
                "--networks",
                "mainline",
                "--port",
                "mainline=0",
                "--http",
                "127.0.0.1:0",
                "--json");
        HttpClient client = HttpClient.newHttpClient()) {
      JsonNode ready = node.await(line -> line.get("network").asString().equals("node"));
      String address = ready.get("http").asString();
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));

      for (int i = 0; i < 600; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("GET /heal".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }

      assertThat(get(client, "http://" + address + "/healthz").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void what_stands_in_the_way_of_starting_is_said_in_one_line_with_exit_code_3()
      throws IOException {
    Path unknownKey = Files.writeString(home.resolve("a.toml"), "testnet = 1\nhtpp = \"x\"\n");
    Path badPort = Files.writeString(home.resolve("b.toml"), "[mainline]\n\nport = 70000\n");
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Ended port =
          Program.run(home, "node", "--testnet", "2", "--port", "mainline=" + taken.getLocalPort());
      Ended key = Program.run(home, "node", "--config", unknownKey.toString());
      Ended value = Program.run(home, "node", "--config", badPort.toString());

      assertThat(port.exit()).isEqualTo(3);
      assertThat(port.err()).contains("127.0.0.1:" + taken.getLocalPort()).hasLineCount(1);
      assertThat(key.exit()).isEqualTo(3);
      assertThat(key.err()).contains(unknownKey + " line 2: unknown key 'htpp'").hasLineCount(1);
      assertThat(value.exit()).isEqualTo(3);
      assertThat(value.err()).contains(badPort + " line 3: '70000'").hasLineCount(1);
    }
  }

  private static boolean isJoined(JsonNode line) {
    return line.get("event").asString().equals("health")
        && line.get("state").asString().equals("joined");
  }

  private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /// The words of a command line without its first, `kith`; quotes hold words together.
  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    for (String part : line.split(" (?=(?:[^']*'[^']*')*[^']*$)", -1)) {
      words.add(part.replace("'", ""));
    }
    assertThat(words.removeFirst()).isEqualTo("kith");
    return words.toArray(String[]::new);
  }
}
