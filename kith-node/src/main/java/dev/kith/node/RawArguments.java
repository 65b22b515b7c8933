package dev.kith.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The command line as it was typed. In the POSIX locale the platform replaces every byte that is
/// not ASCII, but values are UTF-8 everywhere; Linux still has the bytes.
final class RawArguments {
  private RawArguments() {}

  /// `arguments`, read again as UTF-8 if the platform may have garbled them and it is possible.
  static String[] of(String[] arguments) {
    boolean plain =
        Arrays.stream(arguments).allMatch(text -> text.chars().allMatch(c -> c > 0 && c < 0x80));
    if (plain) {
      return arguments;
    }
    try {
      String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1);
      String[] all = line.split("\0", -1); // each ends with a zero, so the last part is empty
      int count = all.length - 1;
      if (count < arguments.length) {
        return arguments;
      }
      String[] raw = Arrays.copyOfRange(all, count - arguments.length, count);
      for (int i = 0; i < raw.length; i++) {
        raw[i] = new String(raw[i].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
      return raw;
    } catch (IOException notLinux) {
      return arguments;
    }
  }
}
