package dev.kith.core.net;

import dev.kith.core.bytes.Bytes;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Small files of one node, read and replaced whole. Work happens off the loop's thread; callbacks
/// run on it.
public interface Disk {
  /// Reads the file `name`. Calls back with its content, or with `null` if there is none, or with
  /// the reason it cannot be read.
  void read(String name, Callback<@Nullable Bytes> done);

  /// Replaces the file `name` by `content`, atomically: after a crash either the old or the new
  /// content is there, whole. Calls back when the new one is durable. Writes of one name happen in
  /// the order of the calls.
  void write(String name, Bytes content, Callback<@Nullable Void> done);

  /// How an operation ended.
  ///
  /// @param <T> what it yields
  interface Callback<T extends @Nullable Object> {
    /// The operation succeeded.
    void done(T result);

    /// The operation failed; nothing was changed.
    void failed(IOException why);

    /// A callback from two functions.
    static <T extends @Nullable Object> Callback<T> of(
        Consumer<? super T> done, Consumer<IOException> failed) {
      return new Callback<>() {
        @Override
        public void done(T result) {
          done.accept(result);
        }

        @Override
        public void failed(IOException why) {
          failed.accept(why);
        }
      };
    }
  }
}
