package dev.kith.node.mainline;

import dev.kith.mainline.StoreReport;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;

/// What announce and put have in common: a report of who took it.
abstract class StoreCommand extends MainlineCommand {
  StoreCommand(Shell shell) {
    super(shell);
  }

  /// Writes what became of storing something described by `what`; ends the command if nobody took
  /// it.
  final void report(Fields what, StoreReport report) {
    shell()
        .output()
        .record(
            what.and("acknowledged", report.acknowledged())
                .and("refused", report.refused())
                .and("silent", report.silent()));
    if (report.acknowledged() == 0) {
      throw Failure.network(
          report.asked() > 0
              ? "nothing stored: of %d nodes asked, %d refused and %d did not answer"
                  .formatted(report.asked(), report.refused(), report.silent())
              : report.lookup().answered() > 0
                  ? "nothing stored: no node gave a token to store with"
                  : "nothing stored: no node answered");
    }
  }
}
