package dev.kith.core.io;

/// How a failure of our own is told in one line: what it is and where it was thrown.
final class Failures {
  private static final int FRAMES = 8;

  private Failures() {}

  static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure));
    StackTraceElement[] frames = failure.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
      text.append(i == 0 ? " at " : " < ").append(frames[i]);
    }
    return text.toString();
  }
}
