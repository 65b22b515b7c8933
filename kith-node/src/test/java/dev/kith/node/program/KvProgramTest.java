package dev.kith.node.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.node.daemon.Listens;
import dev.kith.node.program.Program.Ended;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Each command of `kith kv` once, as a process, against one `kith testnet kv`.
class KvProgramTest {
  private static final int NODES = 10;
  private static final String KEY = "0123456789abcdef".repeat(4);

  @TempDir private static Path home;
  private static Program testnet;
  private static String bootstrap;

  @BeforeAll
  static void start() {
    testnet =
        Program.start(
            home, Map.of(), "testnet", "kv", "--nodes", "" + NODES, "--port", "0", "--json");
    JsonNode ready = testnet.await(line -> true);
    assertThat(ready.get("event").asString()).isEqualTo("ready");
    assertThat(ready.get("network").asString()).isEqualTo("kv");
    assertThat(ready.get("nodes").asInt()).isEqualTo(NODES);
    bootstrap = ready.get("listen").asString();
  }

  @AfterAll
  static void end() {
    Ended ended = testnet.terminate();
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void a_value_is_set_and_got() {
    Ended set = run("set", "colour", "blue", "--bootstrap", bootstrap, "--json");
    Ended got = run("get", "colour", "--bootstrap", bootstrap, "--json");
    Ended none = run("get", "sound", "--bootstrap", bootstrap, "--json");

    assertThat(set.exit()).as(set.err()).isZero();
    assertThat(set.onlyJson().get("stored").asInt()).isGreaterThanOrEqualTo(NODES - 1);
    assertThat(got.exit()).as(got.err()).isZero();
    assertThat(got.onlyJson().get("key").asString()).isEqualTo("colour");
    assertThat(got.onlyJson().get("value").asString()).isEqualTo("blue");
    assertThat(got.onlyJson().get("type").asString()).isEqualTo("str");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("nothing found for 'sound'").hasLineCount(1);
  }

  @Test
  void types_are_kept_apart() {
    Ended set = run("set", "answer", "42", "--type", "int", "--bootstrap", bootstrap);
    Ended got = run("get", "answer", "--bootstrap", bootstrap, "--json");
    Ended bytes = run("set", "0x6161", "0x00ff", "--bootstrap", bootstrap);
    Ended byText = run("get", "aa", "--bootstrap", bootstrap, "--json");
    Ended wrong = run("set", "answer", "x", "--type", "int", "--bootstrap", bootstrap);

    assertThat(set.exit()).as(set.err()).isZero();
    assertThat(got.onlyJson().get("value").isInt()).isTrue();
    assertThat(got.onlyJson().get("value").asInt()).isEqualTo(42);
    assertThat(got.onlyJson().get("type").asString()).isEqualTo("int");
    assertThat(bytes.exit()).as(bytes.err()).isZero();
    assertThat(byText.onlyJson().get("value").asString()).isEqualTo("0x00ff");
    assertThat(byText.onlyJson().get("type").asString()).isEqualTo("bytes");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("VALUE: 'x': expected a whole number").hasLineCount(1);
    assertThat(run("set", "a", "1e400", "--type", "float", "--bootstrap", bootstrap).err())
        .contains("VALUE: '1e400': expected a number such as 1.5");
  }

  @Test
  void a_value_too_long_for_a_store_is_wrong_usage() {
    Ended set = run("set", "long", "x".repeat(9_000), "--bootstrap", bootstrap);

    assertThat(set.exit()).isEqualTo(2);
    assertThat(set.err()).contains("VALUE: a store has at most 8192 bytes").hasLineCount(1);
  }

  @Test
  void a_client_with_a_folder_comes_back_by_whom_it_met() {
    String folder = home.resolve("client").toString();

    Ended set = run("set", "met", "before", "--bootstrap", bootstrap, "--data-dir", folder);
    Ended got = run("get", "met", "--data-dir", folder, "--json");
    Ended nobody = run("get", "met", "--data-dir", home.resolve("empty").toString());

    assertThat(set.exit()).as(set.err()).isZero();
    assertThat(got.exit()).as(got.err()).isZero();
    assertThat(got.onlyJson().get("value").asString()).isEqualTo("before");
    assertThat(nobody.exit()).isEqualTo(2);
    assertThat(nobody.err()).contains("nobody to ask: expected --bootstrap").hasLineCount(1);
  }

  @Test
  void a_client_comes_back_over_the_family_by_which_it_met_others() {
    assumeTrue(Listens.hasIpv6());
    String folder = home.resolve("client6").toString();
    try (Program server =
        Program.start(
            home, Map.of(), "kv", "serve", "--listen", "[::1]:0", "--in-memory", "--json")) {
      String node = server.await(line -> true).get("listen").asString();

      Ended told = run("set", "far", "away", "--bootstrap", node, "--data-dir", folder, "--json");
      Ended untold = run("get", "far", "--data-dir", folder);

      assertThat(told.exit()).as(told.err()).isZero();
      assertThat(untold.exit()).as(untold.err()).isZero();
      assertThat(untold.err()).isEmpty();
    }
  }

  @Test
  void a_name_with_addresses_of_both_families_is_as_good_as_an_address() {
    String port = bootstrap.substring(bootstrap.indexOf(':'));
    try (Program set =
        Program.start(
            home,
            Program.withHosts(home, "127.0.0.1 both\n::1 both\n"),
            "kv",
            "set",
            "by",
            "name",
            "--bootstrap",
            "both" + port,
            "--json")) {
      Ended ended = set.ended();

      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.onlyJson().get("stored").asInt()).isPositive();
    }
  }

  @Test
  void a_server_that_cannot_reach_whom_it_is_to_join_through_does_not_start() {
    Ended alone = run("serve", "--listen", "[::1]:0", "--in-memory", "--bootstrap", bootstrap);

    assertThat(alone.exit()).isEqualTo(3);
    assertThat(alone.err()).contains("'" + bootstrap + "'", "listens on IPv6 only").hasLineCount(1);
  }

  @Test
  void ping_and_find_node_tell_who_is_there() throws Exception {
    Ended pong = run("ping", bootstrap, "--json");
    Ended found = run("find-node", "00".repeat(20), "--bootstrap", bootstrap, "--json");

    assertThat(pong.exit()).as(pong.err()).isZero();
    assertThat(pong.onlyJson().get("id").asString()).matches("[0-9a-f]{40}");
    assertThat(pong.onlyJson().get("endpoint").asString()).isEqualTo(bootstrap);
    assertThat(found.exit()).as(found.err()).isZero();
    assertThat(found.json()).hasSizeGreaterThanOrEqualTo(NODES);
    assertThat(found.json().getLast().propertyNames()).containsExactly("summary");
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String nobody = "127.0.0.1:" + silent.getLocalPort();
      Ended none = run("ping", nobody, "--timeout", "200ms");
      Ended unset = run("set", "a", "b", "--bootstrap", nobody, "--timeout", "200ms");

      assertThat(none.exit()).isEqualTo(1);
      assertThat(none.err()).contains("no reply from " + nobody).hasLineCount(1);
      assertThat(unset.exit()).isEqualTo(1);
      assertThat(unset.err()).contains("no node answered").hasLineCount(1);
    }
  }

  @Test
  void a_served_node_keeps_its_id_and_its_values() throws Exception {
    Path data = home.resolve("served");
    int port = freePort();
    String listen = "127.0.0.1:" + port;
    Program first = serve(data, listen);
    String id;
    try {
      JsonNode ready = first.await(line -> true);
      assertThat(ready.get("event").asString()).isEqualTo("ready");
      assertThat(ready.get("listen").asString()).isEqualTo(listen);
      id = ready.get("id").asString();
      Ended set = run("set", "kept", "for good", "--bootstrap", listen, "--json");
      assertThat(set.onlyJson().get("stored").asInt()).as(set.err()).isOne();
    } finally {
      first.close(); // by force, as if the power had gone: nothing is saved in order
    }

    try (Program serving = serve(data, listen)) {
      assertThat(serving.await(line -> true).get("id").asString()).isEqualTo(id);
      Ended got = run("get", "kept", "--bootstrap", listen, "--json");
      Ended second =
          Program.run(home, "kv", "serve", "--listen", listen, "--data-dir", data.toString());

      assertThat(got.onlyJson().get("value").asString()).isEqualTo("for good");
      assertThat(second.exit()).isEqualTo(3);
      assertThat(second.err()).hasLineCount(1);
      assertThat(serving.terminate().exit()).isZero();
    }
  }

  @Test
  void signed_values_are_served_over_http() throws Exception {
    try (Program serving =
        Program.start(
            home,
            Map.of(),
            "kv",
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--http",
            "127.0.0.1:0",
            "--json")) {
      JsonNode ready = serving.await(line -> true);
      String http = ready.get("http").asString();
      Ended signed = run("sign", "greeting", "hello kith", "--key", KEY);
      HttpResponse<String> posted = post(http, "greeting", signed.out());
      Ended verified = run("verify", "greeting", "--from", "http://" + http, "--json");

      assertThat(signed.exit()).as(signed.err()).isZero();
      assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
      assertThat(posted.body()).isEqualTo("200: OK");
      assertThat(verified.exit()).as(verified.err()).isZero();
      assertThat(verified.onlyJson().get("data").asString()).isEqualTo("hello kith");
      assertThat(serving.terminate().exit()).isZero();
    }
  }

  @Test
  void a_value_signed_with_a_key_file_of_the_original_is_set_and_got_over_udp() throws Exception {
    Path key = Files.writeString(home.resolve("key.der"), KEY); // digits, without a newline
    String owner = SigningKey.of(Bytes.hex(KEY)).publicKey().toHex();
    try (Program serving =
        Program.start(
            home,
            Map.of(),
            "kv",
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--profile",
            "signed-seed",
            "--json")) {
      String node = serving.await(line -> true).get("listen").asString();
      Ended signed = run("sign", "greeting", "hello", "--key", key.toString());
      String value = signed.out().strip();

      Ended set = signedSeed("set", "greeting", value, node);
      Ended forged = signedSeed("set", "greeting", value.replace("hello", "hullo"), node);
      Ended plain = run("set", "greeting", "hello", "--bootstrap", node, "--timeout", "500ms");
      Ended got = signedSeed("get", "greeting", node);

      assertThat(set.exit()).as(set.err()).isZero();
      assertThat(set.onlyJson().get("stored").asInt()).isOne();
      assertThat(forged.exit()).isEqualTo(1);
      assertThat(forged.err()).contains("BAD_SIGNATURE").hasLineCount(1);
      String suggested =
          run("set", "greeting", value, "--profile", "signed-seed", "--bootstrap", node).err();
      assertThat(suggested).contains("kv get greeting --profile signed-seed --bootstrap " + node);
      assertThat(plain.exit()).isEqualTo(1);
      assertThat(plain.err()).contains("want --profile signed-seed").hasLineCount(1);
      assertThat(got.exit()).as(got.err()).isZero();
      assertThat(got.onlyJson().get("value").asString()).isEqualTo(value).contains(owner);
      assertThat(serving.terminate().exit()).isZero();
    }
  }

  @Test
  void what_was_typed_wrong_is_said() {
    assertThat(run("set", "a", "b").err()).contains("nobody to ask: expected --bootstrap");
    assertThat(run("serve", "--profile", "x").err()).contains("'x': expected plain or signed-seed");
    assertThat(run("serve", "--profile", "plain", "--http", "127.0.0.1:0").err())
        .contains("--profile: 'plain': expected signed-seed beside --http");
    assertThat(run("get", "a", "--public").err()).contains("no well-known nodes");
  }

  @Test
  void a_simulation_is_the_same_for_the_same_seed() {
    List<String> command =
        List.of("sim", "kv", "--nodes", "60", "--lookups", "40", "--seed", "7", "--json");

    Ended first = Program.run(home, command.toArray(String[]::new));
    Ended second = Program.run(home, command.toArray(String[]::new));

    assertThat(first.exit()).as(first.err()).isZero();
    JsonNode summary = first.json().getLast().get("summary");
    assertThat(summary.get("nearestFound").asDouble()).isEqualTo(1);
    assertThat(second.json().getLast().get("summary").get("events"))
        .isEqualTo(summary.get("events"));
  }

  private static Program serve(Path data, String listen) {
    return Program.start(
        home, Map.of(), "kv", "serve", "--listen", listen, "--data-dir", data.toString(), "--json");
  }

  private static Ended signedSeed(String command, String... more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more).subList(0, more.length - 1));
    all.addAll(List.of("--profile", "signed-seed", "--bootstrap", more[more.length - 1], "--json"));
    return run(all.toArray(String[]::new));
  }

  private static HttpResponse<String> post(String http, String key, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://" + http + "/dht/" + key))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Ended run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "kv";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Program.run(home, all);
  }
}
