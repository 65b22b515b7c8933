package dev.kith.node.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version of the program.
public final class Version implements IVersionProvider {
  /// The version as one line.
  public static String line() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "kith " + Objects.requireNonNullElse(version, "(development)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
