package dev.kith.node;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Where the program starts.
@Command(
    name = "kith",
    description = "Peer discovery and distributed hash tables.",
    mixinStandardHelpOptions = true,
    version = "kith 0.1.0-SNAPSHOT")
public final class Main implements Runnable {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
