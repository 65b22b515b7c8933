package dev.kith.core.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What pure code may touch, as rules: so little of the platform that neither time, thread, socket,
/// file, chance nor order of hash codes can come in except through the ports.
final class Purity {
  /// The packages that are exempt, and why: the real world, and the edge between threads.
  static final String[] IMPURE = {"dev.kith.core.io..", "dev.kith.core.facade.."};

  /// Everything of the platform that machines, ports and values are made of. Whoever needs more
  /// adds it here, and should wonder first whether it belongs in a machine.
  private static final List<String> PACKAGES =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.nio.charset",
          "java.util",
          "java.util.function",
          "java.util.random",
          "java.util.stream",
          "javax.crypto",
          "javax.crypto.spec",
          "org.jspecify.annotations");

  private static final Set<String> TYPES =
      Set.of(
          "java.io.IOException",
          "java.io.Serializable",
          "java.net.InetAddress",
          "java.net.InetSocketAddress",
          "java.net.UnknownHostException",
          "java.nio.ByteBuffer",
          "java.nio.ByteOrder",
          "java.nio.CharBuffer",
          "java.security.GeneralSecurityException",
          "java.security.MessageDigest",
          "java.security.NoSuchAlgorithmException",
          "java.time.Duration",
          "java.util.concurrent.RejectedExecutionException");

  /// Types of the packages above that let the world in.
  private static final Set<String> FORBIDDEN_TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.util.HashSet",
          "java.util.IdentityHashMap",
          "java.util.Random",
          "java.util.Scanner",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.TimerTask",
          "java.util.UUID",
          "java.util.WeakHashMap",
          "java.util.random.RandomGeneratorFactory");

  /// Methods of the types above that let the world in, or whose results come in an order that
  /// differs from run to run.
  private static final Map<String, Set<String>> FORBIDDEN_METHODS =
      new TreeMap<>(
          Map.of(
              "java.lang.System",
              Set.of("nanoTime", "currentTimeMillis", "identityHashCode", "getenv", "getProperty"),
              "java.lang.Math",
              Set.of("random"),
              "java.lang.Object",
              Set.of("wait", "notify", "notifyAll"),
              "java.net.InetAddress",
              Set.of("getByName", "getAllByName", "getLocalHost", "getHostName", "isReachable"),
              "java.util.Collection",
              Set.of("parallelStream"),
              "java.util.List",
              Set.of("parallelStream"),
              "java.util.Map",
              Set.of("of", "ofEntries", "copyOf"),
              "java.util.Set",
              Set.of("of", "copyOf"),
              "java.util.random.RandomGenerator",
              Set.of("getDefault", "of")));

  /// Looked up and never walked: the only classes that may have a `HashMap`.
  private static final Set<String> LOOKS_UP_ONLY = Set.of("dev.kith.core.rpc.RequestTracker");

  static final ArchRule TOUCHES_ONLY_WHAT_IS_PURE =
      classes()
          .that()
          .resideOutsideOfPackages(IMPURE)
          .should()
          .onlyDependOnClassesThat(are(pure()))
          .as(
              "outside io and facade, core touches no thread, socket, file, timer or random"
                  + " source");

  static final ArchRule ASKS_NO_CLOCK_AND_NO_CHANCE =
      noClasses()
          .that()
          .resideOutsideOfPackages(IMPURE)
          .should()
          .accessTargetWhere(impureMethod())
          .as("outside io and facade, core asks neither clock, chance, environment nor resolver");

  static final ArchRule WALKS_NO_HASH_MAP =
      noClasses()
          .that()
          .resideOutsideOfPackages(IMPURE)
          .and(notLookingUpOnly())
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "it makes a HashMap",
                  call -> call.getTargetOwner().getFullName().equals("java.util.HashMap")))
          .as(
              "protocol state is in lists, LinkedHashMap or TreeMap, whose order is the same"
                  + " always");

  private Purity() {}

  private static DescribedPredicate<JavaClass> pure() {
    return DescribedPredicate.describe(
        "of core or of the pure part of the platform",
        type -> {
          JavaClass element = type.getBaseComponentType();
          String name = element.getFullName();
          return element.isPrimitive()
              || name.startsWith("dev.kith.core.")
              || TYPES.contains(name)
              || PACKAGES.contains(element.getPackageName())
                  && !FORBIDDEN_TYPES.contains(outer(name));
        });
  }

  private static DescribedPredicate<JavaAccess<?>> impureMethod() {
    return DescribedPredicate.describe(
        "lets the world in",
        access ->
            FORBIDDEN_METHODS
                    .getOrDefault(access.getTargetOwner().getFullName(), Set.of())
                    .contains(access.getTarget().getName())
                || isShuffleByChance(access));
  }

  // Collections.shuffle has a form that takes a source of randomness and one that has its own.
  private static boolean isShuffleByChance(JavaAccess<?> access) {
    return access.getTarget().getFullName().equals("java.util.Collections.shuffle(java.util.List)");
  }

  private static DescribedPredicate<JavaClass> notLookingUpOnly() {
    return DescribedPredicate.describe(
        "walk their maps", type -> !LOOKS_UP_ONLY.contains(type.getFullName()));
  }

  private static String outer(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
