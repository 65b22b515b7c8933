package dev.kith.node.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.node.client.Ids;
import dev.kith.node.text.Hex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who a node is, from one run to the next: its id, and the key it signs answers with. Each is a
/// line of hex in a file of its own; the key's is for its owner only.
final class Identity {
  private static final String KEY = "signing-key.hex";
  private static final String REMEDY = "; remove it to have a new one";

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
    Bytes digits = kept(KEY, 32, () -> SigningKey.random(new SecureRandom()).privateKey());
    try {
      return SigningKey.of(digits);
    } catch (IllegalArgumentException noKey) {
      throw new IOException(folder + "/" + KEY + ": " + noKey.getMessage() + REMEDY, noKey);
    }
  }

  private Bytes kept(String name, int length, Supplier<Bytes> fresh) throws IOException {
    if (folder == null) {
      return fresh.get();
    }
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return read(file, length);
    }
    Bytes made = fresh.get();
    Path draft = folder.resolve(name + ".new");
    Files.deleteIfExists(draft);
    SecretFile.create(draft, made.toHex() + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    SecretFile.syncFolderOf(file);
    return made;
  }

  private static Bytes read(Path file, int length) throws IOException {
    String expected = 2 * length + " hex digits";
    try {
      // Any bytes are characters of this set; those that are no digits are refused as such.
      return Hex.parse(Files.readString(file, StandardCharsets.ISO_8859_1).strip(), length);
    } catch (IllegalArgumentException broken) {
      throw new IOException(file + ": expected " + expected + REMEDY, broken);
    } catch (IOException unreadable) {
      throw new IOException(
          file + ": expected a readable file of " + expected + ": " + unreadable.getMessage(),
          unreadable);
    }
  }
}
