package dev.kith.node.cli;

import dev.kith.core.bytes.Bytes;
import dev.kith.node.output.JsonOutput;
import dev.kith.node.output.Output;
import dev.kith.node.output.Paint;
import dev.kith.node.output.TextOutput;
import dev.kith.node.text.OneLine;
import dev.kith.node.text.Values;
import java.io.PrintStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a command has of the world around it: where to write, the environment, and the options
/// given at every level. One per run of the program; tests make their own.
public final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[\\w./@%+=:,-]+");

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final GlobalOptions options = new GlobalOptions();
  private @Nullable Output output;

  /// A shell that writes UTF-8 to `out` and `err`; the last two say whether they are terminals.
  public Shell(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.outIsTerminal = outIsTerminal;
    this.errIsTerminal = errIsTerminal;
  }

  /// The shell of this process, writing to `out` and `err`, its standard streams.
  public static Shell ofProcess(PrintStream out, PrintStream err) {
    return new Shell(out, err, System.getenv(), Terminal.is(1), Terminal.is(2));
  }

  /// The options given at any level.
  public GlobalOptions options() {
    return options;
  }

  /// Where results go. Call it only once the command line has been read.
  public synchronized Output output() {
    if (output == null) {
      output =
          options.json() ? new JsonOutput(out) : new TextOutput(out, err, paint(), errIsTerminal);
    }
    return output;
  }

  /// The colours of standard output: none unless it is a terminal that wants them.
  public Paint paint() {
    return new Paint(outIsTerminal && wantsColour());
  }

  /// Standard output, for text that is neither result nor event, such as help.
  public PrintStream out() {
    return out;
  }

  /// Standard error.
  public PrintStream err() {
    return err;
  }

  /// The environment variables.
  public Map<String, String> environment() {
    return environment;
  }

  /// How this program was called, for commands that a person can copy.
  public String program() {
    return quoted(environment.getOrDefault("KITH_COMMAND", "kith"));
  }

  /// `text` as one word of a POSIX shell, for commands that a person can copy.
  public static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /// The bytes of a value given on the command line.
  public Bytes value(String text) {
    return Values.parse(text, options.text());
  }

  /// A stored value in the form in which it is shown.
  public String show(Bytes value) {
    return Values.show(value, options.hex());
  }

  /// Writes a line to standard error; what would not stay on it is escaped.
  public synchronized void log(String line) {
    err.print(OneLine.of(line) + "\n");
    err.flush();
  }

  private boolean wantsColour() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
