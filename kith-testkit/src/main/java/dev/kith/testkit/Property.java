package dev.kith.testkit;

import java.io.File;
import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A claim that holds for every input a generator can draw, tried on many of them.
///
/// ```java
/// Property.forAll(Gen.bytes(0, 300)).check(bytes -> assertThat(decode(encode(bytes))).isEqualTo(bytes));
/// ```
///
/// The cases follow from [Seed#current()] alone. When one fails, simpler inputs that fail in the
/// same way are looked for, and an `AssertionError` tells the seed, the number of the case, the
/// simplest input found and the one line that replays it. Immutable; used on the test's thread.
///
/// @param <T> the input
public final class Property<T> {
  private static final int DEFAULT_TRIES = 1_000;

  private final Gen<T> gen;
  private final int tries;

  private Property(Gen<T> gen, int tries) {
    this.gen = gen;
    this.tries = tries;
  }

  /// A property of all inputs of `gen`, tried 1,000 times unless told otherwise.
  public static <T> Property<T> forAll(Gen<T> gen) {
    return new Property<>(gen, DEFAULT_TRIES);
  }

  /// Tries a claim that draws what it needs on the way. An input drawn before, by [#forAll], reads
  /// better in a report.
  public static void check(int tries, Claim<RandomGenerator> claim) {
    forAll(random -> random).tries(tries).check(claim);
  }

  /// The same property tried `tries` times.
  public Property<T> tries(int tries) {
    return new Property<>(gen, tries);
  }

  /// Tries the property.
  ///
  /// @throws AssertionError if it does not hold; the cause is how the simplest case failed
  public void check(Claim<? super T> claim) {
    long seed = Seed.current();
    int only = Integer.getInteger("kith.case", -1);
    Choices choices = new Choices();
    for (int number = Math.max(only, 0); number < (only < 0 ? tries : only + 1); number++) {
      choices.restart(Seed.part(seed, number));
      Throwable failure = failureOf(claim, choices);
      if (failure != null) {
        Shrinker shrinker = new Shrinker(choices, drawn -> failureOf(claim, drawn), failure);
        Throwable simplest = shrinker.shrink();
        throw new AssertionError(
            report(seed, number, shrinker.steps(), choices, simplest), simplest);
      }
    }
  }

  // Whatever a claim throws is its failure, an Error of an assertion above all.
  @SuppressWarnings("CatchingUnchecked")
  private @Nullable Throwable failureOf(Claim<? super T> claim, Choices choices) {
    try {
      claim.holds(gen.draw(choices));
      return null;
    } catch (Choices.Endless endless) {
      return null;
    } catch (VirtualMachineError fatal) {
      if (fatal instanceof StackOverflowError overflow) {
        return overflow;
      }
      throw fatal;
    } catch (Throwable failure) {
      return failure;
    }
  }

  private String report(long seed, int number, int steps, Choices choices, Throwable failure) {
    return """
    case %d of seed %d fails
      input:   %s%s
      because: %s
      replay:  %s -Dkith.seed=%d -Dkith.case=%d\
    """
        .formatted(
            number,
            seed,
            describe(gen.draw(choices)),
            steps == 0 ? "" : " (shrunk in " + steps + " steps)",
            failure,
            command(),
            seed,
            number);
  }

  private static String describe(Object value) {
    return switch (value) {
      case byte[] bytes -> bytes.length + " bytes " + HexFormat.of().formatHex(bytes);
      case Object[] array -> Arrays.deepToString(array);
      default -> String.valueOf(value);
    };
  }

  private static String command() {
    // Surefire names the module's folder; elsewhere the class alone must do.
    String folder = System.getProperty("basedir");
    String module = folder == null ? "" : " -pl " + new File(folder).getName() + " -am";
    return "mvn test" + module + " -Dtest='" + caller() + "'";
  }

  private static String caller() {
    List<StackFrame> outside =
        StackWalker.getInstance().walk(frames -> frames.dropWhile(Property::isOurs).toList());
    String type = outside.getFirst().getClassName();
    String test = type.substring(type.lastIndexOf('.') + 1);
    String method = "";
    for (StackFrame frame : outside) {
      // Helpers of the test class are called by the test method, so that comes last.
      if (frame.getClassName().equals(type) && !frame.getMethodName().startsWith("lambda$")) {
        method = "#" + frame.getMethodName();
      }
    }
    return test + method;
  }

  private static boolean isOurs(StackFrame frame) {
    return frame.getClassName().equals(Property.class.getName());
  }

  /// What is claimed of an input: fails by throwing anything.
  ///
  /// @param <T> the input
  @FunctionalInterface
  public interface Claim<T> {
    /// Returns if the claim holds for `input`.
    void holds(T input) throws Exception;
  }
}
