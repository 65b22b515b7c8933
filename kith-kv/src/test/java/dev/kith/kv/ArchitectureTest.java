package dev.kith.kv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What stands on what in this module, and that none of it touches the world but through the loop.
final class ArchitectureTest {
  private static final JavaClasses KV =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.kith.kv");

  private static final List<String> WORLD =
      List.of(
          "java.io.File",
          "java.lang.Process",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.net.DatagramSocket",
          "java.net.ServerSocket",
          "java.net.Socket",
          "java.nio.channels.",
          "java.nio.file.",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.time.Instant",
          "java.util.Random",
          "java.util.Timer",
          "java.util.UUID",
          "java.util.concurrent.Executor",
          "java.util.concurrent.ThreadLocalRandom");

  private static final List<String> WORLDLY_METHODS =
      List.of(
          "java.lang.System.nanoTime()",
          "java.lang.System.currentTimeMillis()",
          "java.lang.System.identityHashCode(java.lang.Object)",
          "java.lang.Math.random()",
          "java.util.Collections.shuffle(java.util.List)",
          "java.util.random.RandomGenerator.getDefault()");

  // The durable store has a writing thread and a file: it is this module's only door.
  private static final ArchRule TOUCHES_NO_WORLD =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.kith.kv.sqlite..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are sockets, files, threads, clocks or chance", ArchitectureTest::isWorldly))
          .orShould()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "ask for the time or for chance",
                  (JavaAccess<?> access) ->
                      WORLDLY_METHODS.contains(access.getTarget().getFullName())));

  private static boolean isWorldly(JavaClass type) {
    return WORLD.stream()
        .anyMatch(
            name ->
                name.endsWith(".")
                    ? type.getFullName().startsWith(name)
                    : type.getFullName().equals(name));
  }

  @Test
  void nothing_touches_sockets_files_threads_clocks_or_chance() {
    TOUCHES_NO_WORLD.check(KV);
  }

  @Test
  void touching_them_is_noticed() {
    JavaClasses clock = new ClassFileImporter().importClasses(AsksTheTime.class);
    JavaClasses thread = new ClassFileImporter().importClasses(StartsThreads.class);

    assertThat(TOUCHES_NO_WORLD.evaluate(clock).hasViolation()).isTrue();
    assertThat(TOUCHES_NO_WORLD.evaluate(thread).hasViolation()).isTrue();
  }

  @Test
  void each_part_stands_on_those_below_it_only() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("node")
        .definedBy("dev.kith.kv.http..", "dev.kith.kv.node..", "dev.kith.kv")
        .layer("client")
        .definedBy("dev.kith.kv.client..")
        .layer("sqlite")
        .definedBy("dev.kith.kv.sqlite..")
        .layer("store")
        .definedBy("dev.kith.kv.store..")
        .layer("signed")
        .definedBy("dev.kith.kv.signed..")
        .layer("crypto")
        .definedBy("dev.kith.kv.crypto..")
        .layer("wire")
        .definedBy("dev.kith.kv.wire..")
        .layer("msgpack")
        .definedBy("dev.kith.kv.msgpack..")
        .whereLayer("client")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("node")
        .mayOnlyBeAccessedByLayers("client")
        .whereLayer("sqlite")
        .mayOnlyBeAccessedByLayers("node")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("node", "sqlite")
        .whereLayer("signed")
        .mayOnlyBeAccessedByLayers("client", "node")
        .whereLayer("crypto")
        .mayOnlyBeAccessedByLayers("client", "node", "signed")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("node")
        .check(KV);
  }

  @Test
  void only_one_package_knows_the_cryptography_library() {
    onlyIn("dev.kith.kv.crypto..", "org.bouncycastle..").check(KV);
  }

  @Test
  void only_one_package_knows_the_json_library() {
    onlyIn("dev.kith.kv.signed..", "tools.jackson..").check(KV);
  }

  @Test
  void only_one_package_knows_the_database() {
    onlyIn("dev.kith.kv.sqlite..", "java.sql..").check(KV);
    onlyIn("dev.kith.kv.sqlite..", "org.sqlite..").check(KV);
  }

  private static ArchRule onlyIn(String room, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  static final class AsksTheTime {
    final long now = System.nanoTime();
  }

  static final class StartsThreads {
    final Thread thread = new Thread(() -> {});
  }
}
