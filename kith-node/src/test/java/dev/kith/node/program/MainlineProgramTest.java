package dev.kith.node.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.core.io.FolderLock;
import dev.kith.node.daemon.Listens;
import dev.kith.node.program.Program.Ended;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Each command of `kith mainline` once, as a process, against one `kith testnet mainline`.
class MainlineProgramTest {
  private static final int NODES = 12;
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER_HASH = "89abcdef0123456789abcdef0123456701234567";
  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final String PUBLIC_KEY =
      "207a067892821e25d770f1fba0c47c11ff4b813e54162ece9eb839e076231ab6";
  private static final String HELLO = "265b401d6ece752a33d9d7c24c2b5ab2954c7380";

  @TempDir private static Path home;
  private static Program testnet;
  private static String bootstrap;

  @BeforeAll
  static void start() {
    testnet =
        Program.start(
            home, Map.of(), "testnet", "mainline", "--nodes", "" + NODES, "--port", "0", "--json");
    JsonNode ready = testnet.await(line -> true);
    assertThat(ready.get("event").asString()).isEqualTo("ready");
    assertThat(ready.get("network").asString()).isEqualTo("mainline");
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
  void ping_tells_id_endpoint_and_round_trip() {
    Ended ended = run("ping", bootstrap, "--json");

    assertThat(ended.exit()).as(ended.err()).isZero();
    JsonNode pong = ended.onlyJson();
    assertThat(pong.propertyNames()).containsExactly("id", "endpoint", "rttMillis");
    assertThat(pong.get("id").asString()).matches("[0-9a-f]{40}");
    assertThat(pong.get("endpoint").asString()).isEqualTo(bootstrap);
    assertThat(pong.get("rttMillis").asDouble()).isPositive();
  }

  @Test
  void ping_of_nobody_is_a_no() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String nobody = "127.0.0.1:" + silent.getLocalPort();

      Ended ended = run("ping", nobody, "--timeout", "200ms");

      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.err()).contains("no reply from " + nobody).hasLineCount(1);
      assertThat(ended.out()).isEmpty();
    }
  }

  @Test
  void find_node_lists_nodes_nearest_first_and_then_a_summary() {
    Ended ended = run("find-node", "0x" + HASH, "--bootstrap", bootstrap, "--json");

    assertThat(ended.exit()).as(ended.err()).isZero();
    List<JsonNode> lines = ended.json();
    assertThat(lines).hasSize(9);
    List<String> ids = lines.subList(0, 8).stream().map(line -> line.get("id").asString()).toList();
    assertThat(ids).isSortedAccordingTo((a, b) -> distance(a).compareTo(distance(b)));
    assertThat(lines.getFirst().propertyNames()).containsExactly("id", "endpoint");
    assertThat(lines.getLast().propertyNames()).containsExactly("summary");
    assertThat(lines.getLast().get("summary").get("nodes").asInt()).isEqualTo(8);
  }

  @Test
  void announced_peers_are_found_scraped_and_sampled() {
    Ended none = run("get-peers", OTHER_HASH, "--bootstrap", bootstrap, "--json");
    Ended announced =
        run("announce", OTHER_HASH, "--port", "51413", "--bootstrap", bootstrap, "--json");
    Ended implied =
        run(
            "announce",
            OTHER_HASH,
            "--implied-port",
            "--complete",
            "--bootstrap",
            bootstrap,
            "--json");
    Ended peers = run("get-peers", OTHER_HASH, "--bootstrap", bootstrap, "--json");
    Ended scraped = run("scrape", OTHER_HASH, "--bootstrap", bootstrap, "--json");
    Ended nearest = run("find-node", OTHER_HASH, "--bootstrap", bootstrap, "--json");
    Ended sampled = run("sample", nearest.json().getFirst().get("endpoint").asString(), "--json");

    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("no peers found for " + OTHER_HASH).hasLineCount(1);
    assertThat(announced.exit()).as(announced.err()).isZero();
    assertThat(announced.onlyJson().get("acknowledged").asInt()).isEqualTo(8);
    assertThat(implied.exit()).as(implied.err()).isZero();
    assertThat(peers.exit()).as(peers.err()).isZero();
    List<String> found =
        peers.json().stream()
            .filter(line -> line.has("peer"))
            .map(line -> line.get("peer").asString())
            .toList();
    assertThat(found).hasSize(2).contains("127.0.0.1:51413");
    assertThat(peers.json().getLast().get("summary").get("peers").asInt()).isEqualTo(2);
    assertThat(scraped.onlyJson().get("seeds").asDouble()).isBetween(0.5, 1.5);
    assertThat(scraped.onlyJson().get("infoHash").asString()).isEqualTo(OTHER_HASH);
    assertThat(sampled.json().getFirst().get("infoHash").asString()).isEqualTo(OTHER_HASH);
    assertThat(sampled.json().getLast().get("summary").get("held").asInt()).isEqualTo(1);
  }

  @Test
  void a_value_is_put_and_got_by_its_target() {
    Ended put = run("put", "hello kith", "--bootstrap", bootstrap, "--json");
    Ended got = run("get", HELLO, "--bootstrap", bootstrap, "--json");
    Ended text = run("get", HELLO, "--bootstrap", bootstrap);
    Ended none = run("get", HASH, "--bootstrap", bootstrap, "--json");

    assertThat(put.exit()).as(put.err()).isZero();
    assertThat(put.onlyJson().get("target").asString()).isEqualTo(HELLO);
    assertThat(put.onlyJson().get("acknowledged").asInt()).isEqualTo(8);
    assertThat(got.exit()).as(got.err()).isZero();
    assertThat(got.onlyJson().get("target").asString()).isEqualTo(HELLO);
    assertThat(got.onlyJson().get("value").asString()).isEqualTo("hello kith");
    assertThat(text.out()).contains("value   hello kith\n");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("nothing found at " + HASH).hasLineCount(1);
    assertThat(none.out()).isEmpty();
  }

  @Test
  void a_client_with_a_folder_comes_back_by_whom_it_met() {
    String folder = home.resolve("client").toString();

    Ended put = run("put", "met before", "--bootstrap", bootstrap, "--data-dir", folder, "--json");
    String target = put.onlyJson().get("target").asString();
    Ended got = run("get", target, "--data-dir", folder, "--json");
    Ended nobody = run("get", target, "--data-dir", home.resolve("empty").toString());

    assertThat(got.exit()).as(got.err()).isZero();
    assertThat(got.onlyJson().get("value").asString()).isEqualTo("met before");
    assertThat(nobody.exit()).isEqualTo(2);
    assertThat(nobody.err()).contains("nobody to ask: expected --bootstrap").hasLineCount(1);
  }

  @Test
  void a_client_comes_back_over_the_family_by_which_it_met_others() {
    assumeTrue(Listens.hasIpv6());
    String folder = home.resolve("client6").toString();
    try (Program server =
        Program.start(
            home, Map.of(), "mainline", "serve", "--listen", "[::1]:0", "--in-memory", "--json")) {
      String node = server.await(line -> true).get("listen").asString();

      Ended told = run("put", "hello kith", "--bootstrap", node, "--data-dir", folder, "--json");
      Ended untold = run("get", HELLO, "--data-dir", folder);

      assertThat(told.exit()).as(told.err()).isZero();
      assertThat(untold.exit()).as(untold.err()).isZero();
      assertThat(untold.err()).isEmpty();
    }
  }

  @Test
  void a_server_without_the_names_of_the_public_network_does_not_start() {
    try (Program server =
        Program.start(
            home,
            Program.withHosts(home, "127.0.0.1 localhost\n"),
            "mainline",
            "serve",
            "--public",
            "--in-memory",
            "--listen",
            "127.0.0.1:0")) {
      Ended ended = server.ended();

      assertThat(ended.exit()).isEqualTo(3);
      assertThat(ended.err()).contains("none of the public bootstrap nodes resolves");
    }
  }

  @Test
  void a_signed_value_is_replaced_by_the_next_and_only_by_it() {
    Ended first = put("eins", "--salt", "s");
    Ended second = put("zwei", "--salt", "s");
    Ended late = put("spät", "--salt", "s", "--seq", "1");
    Ended unexpected = put("drei", "--salt", "s", "--cas", "1");
    Ended expected = put("drei", "--salt", "s", "--cas", "2");
    Ended got =
        run("get", "--public-key", PUBLIC_KEY, "--salt", "s", "--bootstrap", bootstrap, "--json");
    Ended byTarget =
        run(
            "get",
            first.onlyJson().get("target").asString(),
            "--salt",
            "s",
            "--bootstrap",
            bootstrap,
            "--json");

    assertThat(first.onlyJson().get("publicKey").asString()).isEqualTo(PUBLIC_KEY);
    assertThat(first.onlyJson().get("seq").asLong()).isEqualTo(1);
    assertThat(second.onlyJson().get("seq").asLong()).isEqualTo(2);
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("302").hasLineCount(1);
    assertThat(unexpected.exit()).isEqualTo(1);
    assertThat(unexpected.err()).contains("301").hasLineCount(1);
    assertThat(expected.exit()).as(expected.err()).isZero();
    assertThat(got.onlyJson().get("value").asString()).isEqualTo("drei");
    assertThat(got.onlyJson().get("seq").asLong()).isEqualTo(3);
    assertThat(byTarget.exit()).as(byTarget.err()).isZero();
    assertThat(byTarget.onlyJson().get("value").asString()).isEqualTo("drei");
    assertThat(byTarget.onlyJson().get("publicKey").asString()).isEqualTo(PUBLIC_KEY);
  }

  @Test
  void an_updatable_link_leads_to_the_torrent_stored_for_it() {
    Ended put =
        run(
            "put",
            "--bencoded",
            "64323a696832303a" + "61".repeat(20) + "65",
            "--key",
            KEY,
            "--bootstrap",
            bootstrap,
            "--json");
    Ended magnet =
        run("magnet", "magnet:?xs=urn:btpk:" + PUBLIC_KEY, "--bootstrap", bootstrap, "--json");

    assertThat(put.exit()).as(put.err()).isZero();
    assertThat(magnet.onlyJson().get("infoHash").asString()).isEqualTo("61".repeat(20));
  }

  @Test
  void a_value_survives_a_locale_that_knows_only_ascii() {
    try (Program program =
        Program.start(
            home,
            Map.of("LC_ALL", "C"),
            "mainline",
            "put",
            "größe",
            "--bootstrap",
            bootstrap,
            "--json")) {
      assertThat(program.ended().onlyJson().get("target").asString())
          .isEqualTo("d63ecf115d71fbe5e5cb6580e650860697c6b90e");
    }
  }

  @Test
  void a_server_keeps_its_id_and_rejoins_from_what_it_saved() throws Exception {
    int port = freePort();
    String listen = "127.0.0.1:" + port;
    String id;
    try (Program server = serve("--listen", listen, "--bootstrap", bootstrap)) {
      JsonNode ready = server.await(line -> true);
      assertThat(ready.propertyNames()).containsExactly("event", "network", "listen", "id");
      assertThat(ready.get("event").asString()).isEqualTo("ready");
      assertThat(ready.get("listen").asString()).isEqualTo(listen);
      id = ready.get("id").asString();
      server.await(MainlineProgramTest::isJoined);
      assertThat(server.terminate().exit()).isZero();
    }

    try (Program again = serve("--listen", listen)) {
      JsonNode ready = again.await(line -> true);
      JsonNode joined = again.await(MainlineProgramTest::isJoined);

      assertThat(ready.get("id").asString()).isEqualTo(id);
      assertThat(joined.get("network").asString()).isEqualTo("mainline");
      assertThat(again.interrupt().exit()).isZero();
    }
  }

  @Test
  void a_taken_port_and_a_locked_folder_are_said_in_one_line_with_exit_code_3() throws Exception {
    int port = freePort();
    Path folder = home.resolve("locked");
    Ended taken = Program.run(home, "mainline", "serve", "--listen", bootstrap, "--in-memory");
    Ended locked;
    try (FolderLock _ = FolderLock.take(folder.resolve("mainline-" + port))) {
      locked =
          Program.run(
              home,
              "mainline",
              "serve",
              "--listen",
              "127.0.0.1:" + port,
              "--data-dir",
              folder.toString());
    }

    assertThat(taken.exit()).isEqualTo(3);
    assertThat(taken.err()).contains(bootstrap).hasLineCount(1);
    assertThat(locked.exit()).isEqualTo(3);
    assertThat(locked.err()).contains(folder.toString(), "in use").hasLineCount(1);
  }

  private static Ended put(String value, String... more) {
    String[] arguments = new String[5 + more.length];
    arguments[0] = "put";
    arguments[1] = value;
    arguments[2] = "--key=" + KEY;
    arguments[3] = "--bootstrap=" + bootstrap;
    arguments[4] = "--json";
    System.arraycopy(more, 0, arguments, 5, more.length);
    return run(arguments);
  }

  private static Program serve(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "mainline";
    arguments[1] = "serve";
    arguments[2] = "--json";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Program.start(home, Map.of(), arguments);
  }

  private static Ended run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "mainline";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Program.run(home, all);
  }

  private static boolean isJoined(JsonNode line) {
    return line.get("event").asString().equals("health")
        && line.get("state").asString().equals("joined");
  }

  private static java.math.BigInteger distance(String id) {
    return new java.math.BigInteger(id, 16).xor(new java.math.BigInteger(HASH, 16));
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
