package dev.kith.node.cli;

import java.util.ArrayList;
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
    String[] meant = meant(arguments);
    return CommandTree.of(shell, List.of(meant)).execute(meant);
  }

  /// `kith help sim` asks for what `kith sim --help` shows, `kith version` for the version.
  private static String[] meant(String[] arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (!first.equals("help") && !first.equals("version")) {
      return arguments;
    }
    List<String> meant = new ArrayList<>(List.of(arguments));
    meant.removeFirst();
    meant.add("--" + first);
    return meant.toArray(String[]::new);
  }

  @Override
  public void run() {
    spec.commandLine().usage(shell.out());
  }
}
