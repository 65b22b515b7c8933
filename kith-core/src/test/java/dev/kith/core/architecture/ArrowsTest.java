package dev.kith.core.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArrowsTest {
  private static final String CORE = "dev.kith.core.";

  /// The rooms of core from top to bottom, as drawn in ARCHITECTURE.md. A room may use those listed
  /// beside it, all of which stand below.
  private static final List<Room> ROOMS =
      List.of(
          new Room("io", "net", "observe", "time", "bytes"),
          new Room("facade"),
          new Room(
              "driver", "rpc", "limit", "lookup", "store", "table", "observe", "id", "net", "time"),
          new Room("rpc", "lookup", "net", "time"),
          new Room("limit", "net"),
          new Room("lookup", "id", "net"),
          new Room("store", "id", "time", "bytes"),
          new Room("table", "id", "net"),
          new Room("observe", "id", "net"),
          new Room("id", "net", "bytes"),
          new Room("net", "bytes"),
          new Room("time"),
          new Room("bytes"));

  /// Words of networks, which the engine must not know. Comments may name where a rule comes from.
  private static final List<String> NETWORKS =
      List.of(
          "bittorrent",
          "mainline",
          "krpc",
          "bencode",
          "torrent",
          "infohash",
          "ethereum",
          "discv5",
          "enr",
          "dhtrpc",
          "holepunch",
          "rendezvous",
          "libp2p",
          "multiaddr",
          "msgpack");

  private record Room(String name, Set<String> uses) {
    Room(String name, String... uses) {
      this(name, new TreeSet<>(List.of(uses)));
    }
  }

  private final JavaClasses core = Core.classes();

  @Test
  void every_package_is_a_room_that_the_architecture_knows() {
    Set<String> packages = new TreeSet<>();
    core.forEach(type -> packages.add(room(type)));
    packages.remove(""); // the module descriptor

    assertThat(packages).isEqualTo(new TreeSet<>(ROOMS.stream().map(Room::name).toList()));
  }

  @Test
  void rooms_use_only_rooms_below_them() {
    TreeMap<String, Set<String>> wrong = new TreeMap<>();
    for (Room room : ROOMS) {
      for (Dependency use : usesOf(room)) {
        String used = room(use.getTargetClass());
        if (!used.equals(room.name) && !room.uses.contains(used)) {
          wrong
              .computeIfAbsent(room.name + " -> " + used, arrow -> new TreeSet<>())
              .add(use.getDescription());
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void the_list_of_arrows_itself_points_downward() {
    List<String> names = ROOMS.stream().map(Room::name).toList();

    for (Room room : ROOMS) {
      assertThat(names.subList(names.indexOf(room.name) + 1, names.size())).containsAll(room.uses);
    }
  }

  @Test
  void core_depends_on_nothing_but_itself_and_the_platform() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.kith.core..", "java..", "javax.crypto..", "org.jspecify..")
        .check(core);
  }

  @Test
  void core_names_no_network() {
    List<String> named = new ArrayList<>();
    for (JavaClass type : core) {
      namesIn(type).filter(ArrowsTest::namesNetwork).forEach(named::add);
    }

    assertThat(named).isEmpty();
    assertThat(namesNetwork("KrpcCodec")).isTrue();
    assertThat(namesNetwork("ENR_BYTES")).isTrue();
    assertThat(namesNetwork("currentRound")).isFalse();
  }

  private List<Dependency> usesOf(Room room) {
    return core.stream()
        .filter(type -> room(type).equals(room.name))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getPackageName().startsWith(CORE))
        .toList();
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(CORE) ? name.substring(CORE.length()) : "";
  }

  private static Stream<String> namesIn(JavaClass type) {
    return Stream.of(
            Stream.of(type.getSimpleName()),
            type.getFields().stream().map(JavaField::getName),
            type.getMethods().stream().map(JavaCodeUnit::getName))
        .flatMap(names -> names);
  }

  // A word of a name begins at a capital or after an underscore: "enr" is not in "currentRound".
  private static boolean namesNetwork(String name) {
    String words = "_" + name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    return NETWORKS.stream().anyMatch(network -> words.contains("_" + network));
  }
}
