package dev.kith.kv.sqlite;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.store.Copy;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A stored value as it stands in the file, with times of the wall clock, which goes on while the
/// program does not.
///
/// @param encoded the MessagePack form of the value
/// @param storedAt milliseconds since 1970
/// @param expiresAt milliseconds since 1970
record Row(NodeId key, Bytes encoded, long storedAt, long expiresAt, Copy copy) {
  /// The copy as it stands in the file.
  int copyNumber() {
    return switch (copy) {
      case PRIMARY -> 0;
      case CACHED -> 1;
    };
  }

  /// Tells whether a row is as it was written: of everything in it.
  int checksum() {
    CRC32C sum = new CRC32C();
    sum.update(key.bytes().toArray());
    sum.update(
        ByteBuffer.allocate(17)
            .putLong(storedAt)
            .putLong(expiresAt)
            .put((byte) copyNumber())
            .flip());
    sum.update(encoded.toArray());
    return (int) sum.getValue();
  }

  /// The same for a superseded signature.
  static int checksum(Bytes signature, long until) {
    CRC32C sum = new CRC32C();
    sum.update(signature.toArray());
    sum.update(ByteBuffer.allocate(8).putLong(until).flip());
    return (int) sum.getValue();
  }
}
