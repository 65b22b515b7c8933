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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Puts the commands together.
///
/// They are objects made here and handed what they need. A network appears in four places (its own
/// commands, `testnet`, `decode`, `sim`), all filled from [Networks].
///
/// Reading the options of a command off its class takes longer than most commands run. So only
/// those whose names occur among the arguments are read; the others have their name and
/// description, which is all that help and errors show of them.
final class CommandTree {
  private final Shell shell;
  private final Predicate<String> wanted;

  private CommandTree(Shell shell, Predicate<String> wanted) {
    this.shell = shell;
    this.wanted = wanted;
  }

  /// The tree as far as `arguments` can reach it.
  static CommandLine of(Shell shell, List<String> arguments) {
    return arguments.contains("completion")
        ? whole(shell)
        : new CommandTree(shell, arguments::contains).build();
  }

  /// The whole tree.
  static CommandLine whole(Shell shell) {
    return new CommandTree(shell, name -> true).build();
  }

  private CommandLine build() {
    CommandLine kith = new CommandLine(new Kith(shell)).addMixin("global", shell.options());
    add(kith, new NodeCommand(shell));
    for (Network network : Networks.ALL) {
      kith.addSubcommand(
          group(network.name(), network.title(), network.example(), () -> network.commands(shell)));
    }
    kith.addSubcommand(
        group(
            "testnet",
            "Many nodes of a network in one process, on 127.0.0.1.",
            "testnet mainline --nodes 20 --port 7000",
            ofNetworks(network -> network.testnetCommand(shell))));
    kith.addSubcommand(
        group(
            "decode",
            "Explains one datagram of a network, field by field.",
            "decode mainline 64313a71343a70696e67313a74323a6161313a79313a7165",
            ofNetworks(network -> network.decodeCommand(shell))));
    kith.addSubcommand(
        group(
            "sim",
            "Simulates a network, faster than life and repeatable.",
            "sim mainline --nodes 1000 --seed 1",
            ofNetworks(network -> network.simCommand(shell))));
    add(kith, new CompletionCommand(shell));
    return configured(kith);
  }

  private CommandLine group(
      String name, String description, String example, Supplier<List<Object>> commands) {
    CommandLine group = new CommandLine(new GroupCommand());
    group
        .getCommandSpec()
        .name(name)
        .usageMessage()
        .description(description)
        .synopsisSubcommandLabel("COMMAND")
        .footer("", "Example:", "  kith " + example);
    if (wanted.test(name)) {
      commands.get().forEach(command -> add(group, command));
    }
    return group;
  }

  private void add(CommandLine parent, Object command) {
    Command about = command.getClass().getAnnotation(Command.class);
    if (about == null) {
      throw new IllegalArgumentException(command.getClass() + " is no command");
    }
    if (wanted.test(about.name())) {
      parent.addSubcommand(command);
    } else {
      CommandSpec name = CommandSpec.create().name(about.name());
      name.usageMessage().description(about.description());
      parent.addSubcommand(about.name(), name);
    }
  }

  private static Supplier<List<Object>> ofNetworks(Function<Network, Object> command) {
    return () -> Networks.ALL.stream().map(command).toList();
  }

  private CommandLine configured(CommandLine kith) {
    HelpLayout.applyTo(kith);
    ErrorLines errors = new ErrorLines(shell);
    return kith.registerConverter(Duration.class, Durations::parse)
        .registerConverter(HostPort.class, HostPort::parse)
        .registerConverter(Path.class, CommandTree::path)
        .setOut(writer(shell.out()))
        .setErr(writer(shell.err()))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                shell.paint().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setExecutionStrategy(CommandTree::run)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setAbbreviatedOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setOverwrittenOptionsAllowed(true);
  }

  /// Runs the last command named. Asking for help excuses what is missing or too much, but not a
  /// command that is not there: the help of another would be taken for its.
  private static int run(ParseResult parsed) {
    ParseResult last = parsed.asCommandLineList().getLast().getParseResult();
    CommandLine command = last.commandSpec().commandLine();
    if (!command.getSubcommands().isEmpty() && !last.unmatched().isEmpty()) {
      throw new UnmatchedArgumentException(command, last.unmatched());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /// An empty path is the current folder to the platform, and an unset variable to a person.
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'': expected the name of a file or folder");
    }
    return Path.of(text);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
