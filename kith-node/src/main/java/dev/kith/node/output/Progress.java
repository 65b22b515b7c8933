package dev.kith.node.output;

/// How far something has come, drawn for a person who waits. Safe for use by several threads.
public interface Progress extends AutoCloseable {
  /// Nobody is watching.
  Progress NONE =
      new Progress() {
        @Override
        public void at(String detail) {}

        @Override
        public void at(double fraction, String detail) {}

        @Override
        public void erase() {}

        @Override
        public void close() {}
      };

  /// Says where things stand, the end being unknown.
  void at(String detail);

  /// Says where things stand; `fraction` of the whole, 0 to 1, is done.
  void at(double fraction, String detail);

  /// Takes the drawing away, so that a line can be written in its place; it is drawn again below.
  void erase();

  /// Ends the drawing for good.
  @Override
  void close();
}
