package dev.kith.node;

import dev.kith.node.cli.Kith;
import dev.kith.node.cli.Shell;
import dev.kith.node.cli.Version;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where the program starts.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    PrintStream out = stream(FileDescriptor.out);
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      out.println(Version.line()); // nothing else needs to be loaded for this
      out.flush();
      return;
    }
    PrintStream err = stream(FileDescriptor.err);
    Shell shell = Shell.ofProcess(out, err);
    int exit = Kith.run(shell, RawArguments.of(arguments));
    out.flush();
    err.flush();
    System.exit(exit);
  }

  /// UTF-8 whatever the locale: JSON is, and a terminal that is not has bigger worries.
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        false,
        StandardCharsets.UTF_8);
  }
}
