package dev.kith.node.cli;

import dev.kith.node.network.Networks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever ends a command early into one line on standard error and an exit code. A stack
/// trace follows only with `-vv`.
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Shell shell;

  ErrorLines(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    // The reading stopped half-way: what was asked for after the mistake counts too.
    trace(failure, shell.options().verbosity() > 1 || java.util.List.of(arguments).contains("-vv"));
    String name = command.getCommandSpec().qualifiedName();
    line(name + ": " + what(failure, arguments) + " (see '" + name + " --help')");
    return Exit.USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    trace(failure, shell.options().verbosity() > 1);
    String name = command.getCommandSpec().qualifiedName();
    return switch (failure) {
      case Failure ours when ours.exit() == Exit.USAGE -> {
        line(name + ": " + ours.line() + " (see '" + name + " --help')");
        yield ours.exit();
      }
      case Failure ours -> {
        line(name + ": " + ours.line());
        yield ours.exit();
      }
      default -> {
        line(name + ": this is a bug in kith: " + failure + " (-vv shows where)");
        yield Exit.START;
      }
    };
  }

  private static String what(ParameterException failure, String[] arguments) {
    ArgSpec argument = failure.getArgSpec();
    return switch (failure) {
      case MissingParameterException missing ->
          "missing "
              + missing.getMissing().stream()
                  .map(ErrorLines::label)
                  .collect(Collectors.joining(" and "))
              + noOption(failure.getCommandLine(), arguments);
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      default -> {
        Throwable cause = failure.getCause();
        if (argument != null && cause instanceof IllegalArgumentException refused) {
          yield label(argument) + ": " + refused.getMessage(); // a converter of ours
        }
        if (argument != null && failure.getValue() != null) {
          yield label(argument) + ": '" + failure.getValue() + "': expected " + expected(argument);
        }
        yield String.valueOf(failure.getMessage());
      }
    };
  }

  /// What is missing may be there, mistaken for an option because it begins like one.
  private static String noOption(CommandLine command, String[] arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        break;
      }
      String name = argument.replaceFirst("=.*", "");
      if (name.matches("-.+") && !command.getCommandSpec().optionsMap().containsKey(name)) {
        return ": '" + argument + "' is no option; a value that begins with - goes after --";
      }
    }
    return "";
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    String first = failure.getUnmatched().getFirst();
    CommandLine command = failure.getCommandLine();
    boolean isOption = command.getCommandSpec().optionsMap().containsKey(first); // after a --
    if (failure.isUnknownOption() && !isOption) {
      String near = String.join(" or ", failure.getSuggestions().stream().limit(3).toList());
      return "unknown option '"
          + first
          + "'"
          + (near.isEmpty() ? "" : "; expected perhaps " + near);
    }
    if (!command.getSubcommands().isEmpty()) {
      return "unknown command '"
          + first
          + (Networks.PLANNED.contains(first) ? "', a network that is not built yet" : "'")
          + ": expected one of "
          + String.join(", ", command.getSubcommands().keySet());
    }
    return "unexpected argument '" + first + "'";
  }

  private static String label(ArgSpec argument) {
    return switch (argument) {
      case OptionSpec option -> option.longestName();
      case PositionalParamSpec positional -> positional.paramLabel();
      default -> argument.paramLabel();
    };
  }

  private static String expected(ArgSpec argument) {
    Class<?> type =
        argument.type().isArray() || argument.isMultiValue()
            ? argument.auxiliaryTypes()[0]
            : argument.type();
    if (type.isEnum()) {
      return "one of "
          + java.util.Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return type == int.class || type == long.class || type == Integer.class || type == Long.class
        ? "a whole number"
        : type == double.class || type == Double.class
            ? "a number"
            : type == boolean.class || type == Boolean.class ? "true or false" : "another value";
  }

  private void line(String text) {
    shell.log(text.lines().map(String::strip).collect(Collectors.joining(" ")));
  }

  private void trace(Exception failure, boolean wanted) {
    if (wanted) {
      StringWriter whole = new StringWriter();
      failure.printStackTrace(new PrintWriter(whole));
      whole.toString().replace("\t", "    ").lines().forEach(shell::log);
    }
  }
}
