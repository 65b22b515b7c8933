package dev.kith.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurityTest {
  private static final JavaClasses CORE = Core.classes();

  @Test
  void core_touches_only_what_is_pure() {
    Purity.TOUCHES_ONLY_WHAT_IS_PURE.check(CORE);
  }

  @Test
  void core_asks_no_clock_and_no_chance() {
    Purity.ASKS_NO_CLOCK_AND_NO_CHANCE.check(CORE);
  }

  @Test
  void core_walks_no_hash_map() {
    Purity.WALKS_NO_HASH_MAP.check(CORE);
  }

  @ParameterizedTest
  @MethodSource("violations")
  void each_kind_of_impurity_is_noticed(ArchRule rule, Class<?> impure) {
    JavaClasses alone = new ClassFileImporter().importClasses(impure);

    assertThat(rule.evaluate(alone).hasViolation()).isTrue();
  }

  static Stream<Object[]> violations() {
    return Stream.of(
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasThread.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasExecutor.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasClock.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, AsksInstant.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasSocket.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasChannel.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasFile.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasPath.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasRandom.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasSecureRandom.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasThreadLocalRandom.class),
        violates(Purity.TOUCHES_ONLY_WHAT_IS_PURE, HasHashSet.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, AsksNanoTime.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, RefersToMillis.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, AsksMathRandom.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, AsksDefaultGenerator.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, Shuffles.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, Resolves.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, HasSetOf.class),
        violates(Purity.ASKS_NO_CLOCK_AND_NO_CHANCE, StreamsInParallel.class),
        violates(Purity.WALKS_NO_HASH_MAP, HasHashMap.class));
  }

  private static Object[] violates(ArchRule rule, Class<?> impure) {
    return new Object[] {rule, impure};
  }

  static final class HasThread {
    final Thread thread = Thread.currentThread();
  }

  record HasExecutor(Executor executor) {}

  record HasClock(Clock clock) {}

  static final class AsksInstant {
    final long now = Instant.now().toEpochMilli();
  }

  static final class HasSocket {
    int timeout(Socket socket) throws SocketException {
      return socket.getSoTimeout();
    }
  }

  record HasChannel(DatagramChannel channel) {}

  record HasFile(File file) {}

  record HasPath(List<Path> paths) {
    int first() {
      return paths.getFirst().getNameCount();
    }
  }

  static final class HasRandom {
    final Random random = new Random();
  }

  static final class HasSecureRandom {
    final RandomGenerator random = new SecureRandom();
  }

  static final class HasThreadLocalRandom {
    final int drawn = ThreadLocalRandom.current().nextInt();
  }

  static final class HasHashSet {
    final Set<String> names = new HashSet<>();
  }

  static final class AsksNanoTime {
    final long now = System.nanoTime();
  }

  static final class RefersToMillis {
    final LongSupplier clock = System::currentTimeMillis;
  }

  static final class AsksMathRandom {
    final double drawn = Math.random();
  }

  static final class AsksDefaultGenerator {
    final RandomGenerator random = RandomGenerator.getDefault();
  }

  static final class Shuffles {
    void shuffle(List<String> names) {
      Collections.shuffle(names);
    }
  }

  static final class Resolves {
    Object resolve(String name) throws UnknownHostException {
      return java.net.InetAddress.getByName(name);
    }
  }

  static final class HasSetOf {
    final Set<String> names = Set.of("a", "b");
  }

  static final class StreamsInParallel {
    long count(List<String> names) {
      return names.parallelStream().count();
    }
  }

  static final class HasHashMap {
    final Map<String, String> names = new HashMap<>();
  }
}
