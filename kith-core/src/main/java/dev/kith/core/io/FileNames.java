package dev.kith.core.io;

/// The names a disk takes for files: the same on every system, and never a path.
final class FileNames {
  /// What a file is called while it is being written.
  static final String UNFINISHED = ".tmp";

  private static final int MAX_LENGTH = 100;

  private FileNames() {}

  static String checked(String name) {
    boolean fine =
        !name.isEmpty()
            && name.length() <= MAX_LENGTH
            && !name.startsWith(".")
            && !name.endsWith(UNFINISHED)
            && name.chars().allMatch(FileNames::isAllowed);
    if (!fine) {
      throw new IllegalArgumentException(
          "a file name has 1 to 100 letters, digits, '-', '_' and '.', none of them a dot in front,"
              + " and does not end in .tmp; not '"
              + name
              + "'");
    }
    return name;
  }

  private static boolean isAllowed(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
