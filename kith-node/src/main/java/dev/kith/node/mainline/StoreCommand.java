package dev.kith.node.mainline;

import dev.kith.mainline.StoreReport;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import java.util.ArrayList;
import java.util.List;

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
            errors(
                what.and("acknowledged", report.acknowledged())
                    .and("refused", report.refused())
                    .and("silent", report.silent()),
                report));
    if (report.acknowledged() == 0) {
      throw Failure.network(
          report.asked() > 0
              ? "nothing stored: of %d nodes asked, %d refused%s and %d did not answer"
                  .formatted(report.asked(), report.refused(), codes(report), report.silent())
              : report.lookup().answered() > 0
                  ? "nothing stored: no node gave a token to store with"
                  : "nothing stored: no node answered");
    }
  }

  private static Fields errors(Fields fields, StoreReport report) {
    if (report.refusals().isEmpty()) {
      return fields;
    }
    List<Fields> errors = new ArrayList<>();
    report
        .refusals()
        .forEach((code, nodes) -> errors.add(Fields.of("code", code).and("nodes", nodes)));
    return fields.and("errors", errors);
  }

  private static String codes(StoreReport report) {
    return report.refusals().isEmpty()
        ? ""
        : " with error "
            + String.join(
                ", ", report.refusals().keySet().stream().map(code -> "" + code).toList());
  }
}
