package dev.kith.node.output;

import java.io.PrintStream;

/// JSON Lines: one object a line, nothing else.
public final class JsonOutput implements Output {
  private final PrintStream out;

  /// Writes to `out`.
  public JsonOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void row(Fields result) {
    line(result);
  }

  @Override
  public void record(Fields result) {
    line(result);
  }

  @Override
  public void summary(Fields counts, String sentence) {
    line(Fields.of("summary", counts));
  }

  @Override
  public void event(Fields event, String sentence) {
    line(event);
  }

  @Override
  public void hint(String text) {}

  @Override
  public Progress progress(String what) {
    return Progress.NONE;
  }

  private synchronized void line(Fields fields) {
    out.print(Json.write(fields) + "\n");
    out.flush();
  }
}
