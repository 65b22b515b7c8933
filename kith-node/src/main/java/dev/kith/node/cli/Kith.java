package dev.kith.node.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The program: `kith` and everything below it.
///
/// Commands are objects made here and handed what they need; nothing is looked up by name. A
/// network appears in four places (its own commands, `testnet`, `decode`, `sim`), all filled from
/// [Networks].
@Command(
    name = "kith",
    description = "Peer discovery and distributed hash tables.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Try it with no network at all:",
      "  kith node --testnet 16",
      "",
      "Exit codes: 0 done; 1 the network said no; 2 wrong usage; 3 could not start."
    })
public final class Kith implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Shell shell;

  Kith(Shell shell) {
    this.shell = shell;
  }

  /// Runs the command that `arguments` ask for and returns its exit code.
  public static int run(Shell shell, String... arguments) {
    return CommandTree.of(shell, List.of(arguments)).execute(arguments);
  }

  @Override
  public void run() {
    spec.commandLine().usage(shell.out());
  }
}
