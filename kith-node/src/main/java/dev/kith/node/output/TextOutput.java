package dev.kith.node.output;

import dev.kith.node.text.OneLine;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Text for a person: columns for rows, a block of named lines for a record, sentences for the
/// rest. What is shown is escaped by [OneLine]: much of it comes from strangers.
///
/// Rows are written as they come, so a column is as wide as the widest value seen so far.
public final class TextOutput implements Output {
  private static final String MILLIS = "Millis";
  private static final String SECONDS = "Seconds";

  private final PrintStream out;
  private final PrintStream err;
  private final Paint paint;
  private final boolean watched;
  private final Map<String, Integer> widths = new HashMap<>();
  private Progress progress = Progress.NONE;

  /// Writes to `out` and `err`; coloured with `paint`. `watched` says whether `err` is a terminal,
  /// where progress can be drawn.
  public TextOutput(PrintStream out, PrintStream err, Paint paint, boolean watched) {
    this.out = out;
    this.err = err;
    this.paint = paint;
    this.watched = watched;
  }

  @Override
  public synchronized void row(Fields result) {
    StringBuilder line = new StringBuilder();
    Iterator<Map.Entry<String, Object>> columns = result.asMap().entrySet().iterator();
    while (columns.hasNext()) {
      Map.Entry<String, Object> column = columns.next();
      String value = show(column.getValue());
      line.append(value);
      if (columns.hasNext()) {
        int width = widths.merge(column.getKey(), value.length(), Math::max);
        line.repeat(' ', width - value.length() + 2);
      }
    }
    write(line.toString());
  }

  @Override
  public synchronized void rows(List<Fields> results) {
    for (Fields result : results) {
      result.asMap().forEach((name, value) -> widths.merge(name, show(value).length(), Math::max));
    }
    results.forEach(this::row);
  }

  @Override
  public synchronized void record(Fields result) {
    int width = 0;
    for (String name : result.asMap().keySet()) {
      width = Math.max(width, words(name).length());
    }
    for (Map.Entry<String, Object> field : result.asMap().entrySet()) {
      String name = words(field.getKey());
      String value = show(field.getValue()) + unit(field.getKey());
      write(paint.dim(name) + " ".repeat(width - name.length() + 2) + value);
    }
  }

  @Override
  public synchronized void summary(Fields counts, String sentence) {
    write(paint.dim(OneLine.of(sentence)));
  }

  @Override
  public synchronized void event(Fields event, String sentence) {
    write(String.join("\n", sentence.lines().map(OneLine::of).toList()));
  }

  @Override
  public synchronized void hint(String text) {
    progress.erase();
    err.print(paint.dim(OneLine.of(text)) + "\n");
    err.flush();
  }

  @Override
  public synchronized Progress progress(String what) {
    progress.close();
    progress = watched ? new ProgressLine(what, err) : Progress.NONE;
    return progress;
  }

  private void write(String line) {
    progress.erase();
    out.print(line + "\n");
    out.flush();
  }

  private static String show(Object value) {
    return switch (value) {
      case Fields fields -> {
        StringBuilder all = new StringBuilder();
        fields
            .asMap()
            .forEach(
                (name, inner) ->
                    all.append(all.isEmpty() ? "" : ", ")
                        .append(words(name))
                        .append(' ')
                        .append(show(inner)));
        yield all.toString();
      }
      case List<?> list -> String.join(", ", list.stream().map(TextOutput::show).toList());
      default -> OneLine.of(value.toString());
    };
  }

  private static String unit(String name) {
    return name.endsWith(MILLIS) ? " ms" : name.endsWith(SECONDS) ? " s" : "";
  }

  /// `publicKey` as `public key`, `rttMillis` as `rtt`: the unit goes to the value.
  private static String words(String name) {
    int end = name.length();
    for (String unit : List.of(MILLIS, SECONDS)) {
      end = name.endsWith(unit) ? name.length() - unit.length() : end;
    }
    StringBuilder words = new StringBuilder(name.length() + 4);
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        words.append(' ').append(Character.toLowerCase(c));
      } else {
        words.append(c);
      }
    }
    return words.toString();
  }
}
