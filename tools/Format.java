import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Checks (`--check`) or rewrites (`--apply`) every Java source below the current folder with
/// google-java-format, in one JVM: the formatter's own command line would need a list of files,
/// which Maven cannot make on every platform.
final class Format {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules");

  private final Formatter formatter = new Formatter();
  private final ConcurrentLinkedQueue<String> unformatted = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

  public static void main(String[] args) throws IOException {
    boolean apply = List.of(args).contains("--apply");
    var run = new Format();
    List<Path> sources = sources(Path.of(""));
    sources.parallelStream().forEach(source -> run.visit(source, apply));
    run.unformatted.stream()
        .sorted()
        .forEach(file -> System.err.println((apply ? "formatted " : "not formatted: ") + file));
    run.broken.stream().sorted().forEach(System.err::println);
    if (!apply && !run.unformatted.isEmpty()) {
      System.err.println("Run tools/format and commit what it changes.");
    }
    if (!run.broken.isEmpty() || (!apply && !run.unformatted.isEmpty())) {
      System.exit(1);
    }
  }

  private void visit(Path source, boolean apply) {
    try {
      String before = Files.readString(source);
      String after = formatter.formatSourceAndFixImports(before);
      if (!after.equals(before)) {
        unformatted.add(source.toString());
        if (apply) {
          Files.writeString(source, after);
        }
      }
    } catch (FormatterException e) {
      broken.add(e.formatDiagnostics(source.toString(), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(source.toString(), e);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return SKIPPED.contains(name) || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
