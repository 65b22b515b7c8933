package dev.kith.core.io;

import java.io.IOException;
import java.nio.file.Path;

/// A second process on the classes of these tests: what only shows between two.
final class OtherProcess {
  private OtherProcess() {}

  /// Starts `main` with one argument; what it complains about appears among what the tests say.
  static Process start(Class<?> main, Path argument) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName(),
            argument.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
