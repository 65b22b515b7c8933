package dev.kith.node.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Writes the completion script for fish, which picocli does not know.
final class FishCompletion {
  private FishCompletion() {}

  /// The script for the program `kith`: one `complete` line for each command and option.
  static String script(CommandLine kith) {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        # The words before the cursor that are no options: the command so far.
        function __kith_at
            set -l words (string match -v -- '-*' (commandline -opc)[2..])
            test "$words" = "$argv"
        end
        complete -c kith -f
        """);
    append(script, kith, "");
    return script.toString();
  }

  private static void append(StringBuilder script, CommandLine command, String path) {
    String condition = "complete -c kith -n '__kith_at " + path + "'";
    command
        .getSubcommands()
        .forEach(
            (name, below) ->
                script.append("%s -a %s -d '%s'%n".formatted(condition, name, description(below))));
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden() && (path.isEmpty() || !option.inherited())) {
        script.append(
            path.isEmpty() && !command.getSubcommands().isEmpty() ? "complete -c kith" : condition);
        for (String name : option.names()) {
          script.append(
              name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        script
            .append(option.arity().max() > 0 ? " -r" : "")
            .append(" -d '")
            .append(quoted(option.description()))
            .append("'\n");
      }
    }
    command
        .getSubcommands()
        .forEach((name, below) -> append(script, below, (path + " " + name).strip()));
  }

  private static String description(CommandLine command) {
    return quoted(command.getCommandSpec().usageMessage().description());
  }

  private static String quoted(String[] lines) {
    return String.join(" ", List.of(lines)).replace("\\", "\\\\").replace("'", "\\'");
  }
}
