package dev.kith.kv.sqlite;

/// Is told what an operator should know of a durable store, on the loop's thread. Messages are one
/// line for a person.
public interface StoreWatcher {
  /// Watches nothing.
  StoreWatcher NONE =
      new StoreWatcher() {
        @Override
        public void skipped(String message) {}

        @Override
        public void failing(String message) {}

        @Override
        public void recovered() {}
      };

  /// Rows were skipped when the file was opened, for they were not as they had been written.
  void skipped(String message);

  /// Values can no longer be saved. Told once, until [#recovered].
  void failing(String message);

  /// Values are being saved again, those included that were not.
  void recovered();
}
