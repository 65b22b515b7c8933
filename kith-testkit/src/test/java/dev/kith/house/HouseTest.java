package dev.kith.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of style that a machine can check, held over the sources of all modules at once. It
/// stands in the first module that is built, so that a breach shows before the long tests do.
class HouseTest {
  private static final int LONGEST = 450;

  private static final Pattern EMPTY_WORDS =
      Pattern.compile("(Impl|Manager|Helper|Utils?)(?![a-z])");
  private static final Pattern NETWORKS =
      Pattern.compile(
          "mainline|torrent|k-?rpc|discv5|dht-?rpc|libp2p|ethereum|rendezvous|\\bkv\\b",
          Pattern.CASE_INSENSITIVE);

  private static List<Source> sources;

  @BeforeAll
  static void read_every_source() {
    sources = Source.all();
    assertThat(sources).as("Java sources found").isNotEmpty();
  }

  @Test
  void no_file_is_longer_than_450_lines() {
    Stream<String> breaches =
        sources.stream()
            .filter(source -> source.lines().size() > LONGEST)
            .map(source -> source.path() + ": " + source.lines().size() + " lines");

    assertNone(breaches, "too long; look for the second noun inside");
  }

  @Test
  void names_of_types_say_what_they_are() {
    Stream<String> breaches =
        sources.stream()
            .flatMap(
                source ->
                    source.types().stream()
                        .filter(type -> EMPTY_WORDS.matcher(type.name()).find())
                        .map(type -> source.at(type.line()) + type.name()));

    assertNone(breaches, "named Impl, Manager, Helper or Util; find the noun");
  }

  @Test
  void every_public_type_is_documented() {
    Stream<String> breaches =
        sources.stream()
            .filter(Source::isPublished)
            .flatMap(
                source ->
                    source.types().stream()
                        .filter(type -> type.isPublic() && !type.isDocumented())
                        .map(type -> source.at(type.line()) + type.name()));

    assertNone(breaches, "public, and without a doc comment (///)");
  }

  @Test
  void doc_comments_are_markdown() {
    Stream<String> breaches = sources.stream().flatMap(source -> source.matches("^\\s*/\\*\\*"));

    assertNone(breaches, "written as /** … */; the house writes ///");
  }

  @Test
  void every_package_says_what_lives_in_it() {
    List<String> folders =
        sources.stream()
            .filter(source -> source.isMain() && !source.isInRootPackage())
            .map(Source::folder)
            .distinct()
            .toList();

    Stream<String> breaches =
        folders.stream()
            .filter(
                folder ->
                    sources.stream()
                        .noneMatch(
                            source ->
                                source.path().equals(folder + "/package-info.java")
                                    && source.matches("^///").findAny().isPresent()
                                    && source.matches("^@NullMarked").findAny().isPresent()));

    assertNone(breaches, "packages without a package-info.java that holds /// and @NullMarked");
  }

  // A comment may name where a rule or a figure comes from; code that names a network knows it.
  @Test
  void the_code_of_engine_and_simulator_names_no_network() {
    Stream<String> breaches =
        sources.stream()
            .filter(source -> source.isMain())
            .filter(source -> source.isOf("kith-core") || source.isOf("kith-sim"))
            .flatMap(source -> source.codeMatches(NETWORKS));

    assertNone(breaches, "naming a network, in a module that must serve all of them");
  }

  private static void assertNone(Stream<String> breaches, String why) {
    List<String> found = breaches.sorted().toList();
    assertThat(found).as("%d %s:%n%s%n", found.size(), why, String.join("\n", found)).isEmpty();
  }
}
