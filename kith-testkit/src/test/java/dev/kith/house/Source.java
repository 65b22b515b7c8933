package dev.kith.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A Java source of the project: its lines, and the types it declares as the compiler parses them.
///
/// @param path below the project's root, with `/` on every platform
record Source(String path, List<String> lines, List<Type> types) {
  /// A type declared anywhere in a file. Members of public interfaces count as public.
  record Type(String name, long line, boolean isPublic, boolean isDocumented) {}

  /// Every source of every module, generated ones left out.
  static List<Source> all() {
    Path root = root();
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> files = new ArrayList<>();
      for (Path module : modules.filter(path -> Files.exists(path.resolve("pom.xml"))).toList()) {
        Path source = module.resolve("src");
        if (Files.isDirectory(source)) {
          try (Stream<Path> below = Files.walk(source)) {
            below.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
          }
        }
      }
      return parse(root, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isMain() {
    return path.contains("/src/main/java/");
  }

  /// Whether others compile against it.
  boolean isPublished() {
    return isMain() && !isOf("kith-bench") && !isOf("kith-interop");
  }

  boolean isOf(String module) {
    return path.startsWith(module + "/");
  }

  boolean isInRootPackage() {
    return folder().endsWith("/java");
  }

  String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String at(long line) {
    return path + ":" + line + ": ";
  }

  Stream<String> matches(String regex) {
    return matches(Pattern.compile(regex));
  }

  /// The lines that hold a match, each with its place.
  Stream<String> matches(Pattern pattern) {
    return matches(pattern, line -> line);
  }

  /// The same without comments.
  Stream<String> codeMatches(Pattern pattern) {
    return matches(pattern, line -> line.replaceFirst("(^|\\s)//.*", ""));
  }

  private Stream<String> matches(Pattern pattern, UnaryOperator<String> part) {
    return IntStream.range(0, lines.size())
        .filter(index -> pattern.matcher(part.apply(lines.get(index))).find())
        .mapToObj(index -> at(index + 1) + lines.get(index).strip());
  }

  /// Surefire runs a module's tests in its folder, and says so; an editor may run them in the root.
  private static Path root() {
    Path here = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return Files.exists(here.resolve("kith-core")) ? here : here.getParent();
  }

  private static List<Source> parse(Path root, List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
      DocTrees trees = DocTrees.instance(task);
      List<Source> sources = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().toUri());
        String path = root.relativize(file).toString().replace('\\', '/');
        sources.add(new Source(path, Files.readAllLines(file), types(unit, trees)));
      }
      return sources;
    }
  }

  private static List<Type> types(CompilationUnitTree unit, DocTrees trees) {
    List<Type> found = new ArrayList<>();
    new TreePathScanner<Void, Boolean>() {
      @Override
      public Void visitClass(ClassTree type, Boolean outerIsPublic) {
        boolean inInterface =
            getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
        boolean isPublic =
            outerIsPublic
                && (inInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC));
        String name = type.getSimpleName().toString();
        if (!name.isEmpty()) {
          long start = trees.getSourcePositions().getStartPosition(unit, type);
          boolean isDocumented = trees.getDocComment(getCurrentPath()) != null;
          found.add(new Type(name, unit.getLineMap().getLineNumber(start), isPublic, isDocumented));
        }
        return super.visitClass(type, isPublic);
      }
    }.scan(unit, true);
    return found;
  }
}
