package dev.kith.node.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The look of `--help` and `--version`: the same at every level. What belongs to the command comes
/// first, then what every command accepts.
final class HelpLayout {
  private HelpLayout() {}

  /// Gives `command` and everything below it this look.
  static void applyTo(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.abbreviateSynopsis(true);
    usage.synopsisHeading("Usage: ");
    usage.parameterListHeading("%nArguments:%n");
    usage.commandListHeading("%nCommands:%n");
    usage.sortOptions(false);
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(HelpLayout::applyTo);
  }

  private static String options(Help help) {
    List<OptionSpec> all =
        help.commandSpec().options().stream().filter(option -> !option.hidden()).toList();
    return section(help, "Options", all.stream().filter(option -> !option.inherited()).toList())
        + section(help, "Everywhere", all.stream().filter(OptionSpec::inherited).toList());
  }

  private static String section(Help help, String heading, List<OptionSpec> options) {
    return options.isEmpty()
        ? ""
        : "\n" + heading + ":\n" + help.optionListExcludingGroups(options);
  }
}
