package dev.kith.node.cli;

import dev.kith.node.daemon.NodeCommand;
import dev.kith.node.network.Network;
import dev.kith.node.network.Networks;
import dev.kith.node.text.Durations;
import dev.kith.node.text.HostPort;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
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

  private Kith(Shell shell) {
    this.shell = shell;
  }

  /// Runs the command that `arguments` ask for and returns its exit code.
  public static int run(Shell shell, String... arguments) {
    return tree(shell).execute(arguments);
  }

  /// The whole tree of commands.
  static CommandLine tree(Shell shell) {
    CommandLine kith = new CommandLine(new Kith(shell)).addMixin("global", shell.options());
    kith.addSubcommand(new NodeCommand(shell));
    for (Network network : Networks.ALL) {
      kith.addSubcommand(
          group(network.name(), network.title(), network.example(), network.commands(shell)));
    }
    kith.addSubcommand(
        group(
            "testnet",
            "Many nodes of a network in one process, on 127.0.0.1.",
            "testnet mainline --nodes 20 --port 7000",
            of(network -> network.testnetCommand(shell))));
    kith.addSubcommand(
        group(
            "decode",
            "Explains one datagram of a network, field by field.",
            "decode mainline 64313a71343a70696e67313a74323a6161313a79313a7165",
            of(network -> network.decodeCommand(shell))));
    kith.addSubcommand(
        group(
            "sim",
            "Simulates a network, faster than life and repeatable.",
            "sim mainline --nodes 1000 --seed 1",
            of(network -> network.simCommand(shell))));
    kith.addSubcommand(new CompletionCommand(shell));
    return configured(kith, shell);
  }

  private static List<Object> of(Function<Network, Object> command) {
    return Networks.ALL.stream().map(command).toList();
  }

  private static CommandLine group(
      String name, String description, String example, List<Object> commands) {
    CommandLine group = new CommandLine(new GroupCommand());
    group
        .getCommandSpec()
        .name(name)
        .usageMessage()
        .description(description)
        .synopsisSubcommandLabel("COMMAND")
        .footer("", "Example:", "  kith " + example);
    commands.forEach(group::addSubcommand);
    return group;
  }

  private static CommandLine configured(CommandLine kith, Shell shell) {
    HelpLayout.applyTo(kith);
    ErrorLines errors = new ErrorLines(shell);
    return kith.registerConverter(Duration.class, Durations::parse)
        .registerConverter(HostPort.class, HostPort::parse)
        .setOut(writer(shell.out()))
        .setErr(writer(shell.err()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                shell.paint().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setAbbreviatedOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setOverwrittenOptionsAllowed(true);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  @Override
  public void run() {
    spec.commandLine().usage(shell.out());
  }
}
