package dev.kith.node.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.node.client.Ids;
import dev.kith.node.text.Hex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who a node is, from one run to the next: its id, and the key it signs answers with. Each is a
/// line of hex in a file of its own; the key's is for its owner only.
final class Identity {
  private final @Nullable Path folder;

  /// Kept in `folder`, which this process has for itself; nowhere if that is null.
  Identity(@Nullable Path folder) {
    this.folder = folder;
  }

  /// The id: the saved one, else a new one.
  ///
  /// @throws IOException if a file cannot be read or written; the message names it
  NodeId id() throws IOException {
    return NodeId.of(
        kept("node-id.hex", Ids.BYTES, () -> NodeId.random(Ids.BYTES, new SecureRandom()).bytes()));
  }

  /// The signing key: the saved one, else a new one.
  ///
  /// @throws IOException if a file cannot be read or written; the message names it
  SigningKey signingKey() throws IOException {
    return SigningKey.of(
        kept("signing-key.hex", 32, () -> SigningKey.random(new SecureRandom()).privateKey()));
  }

  private Bytes kept(String name, int length, Supplier<Bytes> fresh) throws IOException {
    if (folder == null) {
      return fresh.get();
    }
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      try {
        return Hex.parse(Files.readString(file).strip(), length);
      } catch (IllegalArgumentException broken) {
        throw new IOException(
            file + ": expected " + 2 * length + " hex digits; remove it to have a new one", broken);
      }
    }
    Bytes made = fresh.get();
    Path draft = folder.resolve(name + ".new");
    Files.deleteIfExists(draft);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(draft, made.toHex() + "\n");
    Files.move(draft, file);
    return made;
  }
}
