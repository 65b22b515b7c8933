package dev.kith.node.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kith completion`: prints what a shell needs to complete commands and options.
@Command(
    name = "completion",
    description = "Prints a completion script for a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(kith completion bash)",
      "  kith completion fish > ~/.config/fish/completions/kith.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  enum ShellName {
    bash,
    zsh,
    fish
  }

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell to complete in.")
  private ShellName name = ShellName.bash;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Shell shell;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CommandLine kith = spec.root().commandLine();
    shell
        .out()
        .print(
            switch (name) {
              // The bash script switches zsh's own emulation on when zsh reads it.
              case bash, zsh -> AutoComplete.bash("kith", kith) + "\n";
              case fish -> FishCompletion.script(kith);
            });
    shell.out().flush();
    return Exit.DONE;
  }
}
