package dev.kith.node.kv;

import dev.kith.core.io.StrongRandom;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kith kv keygen`: makes a key to sign values with.
@Command(
    name = "keygen",
    description = "Makes a key to sign values with (secp256k1).",
    footer = {"", "Examples:", "  kith kv keygen", "  kith kv keygen --out key.hex"})
final class KeygenCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the private key to this new file instead of showing it.")
  private @Nullable Path out;

  private final Shell shell;

  KeygenCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    SigningKey key = SigningKey.random(new StrongRandom());
    Fields fields = Fields.of("publicKey", key.publicKey().toHex());
    if (out == null) {
      shell.output().record(fields.and("privateKey", key.privateKey().toHex()));
    } else {
      write(out, key.privateKey().toHex());
      shell.output().record(fields.and("file", out.toString()));
    }
    return Exit.DONE;
  }

  /// As the original keeps keys: the digits and nothing else. Never over another key.
  private static void write(Path file, String digits) {
    try {
      SecretFile.create(file, digits);
    } catch (FileAlreadyExistsException taken) {
      throw Failure.start("--out: '" + file + "' exists: expected a new file", taken);
    } catch (NoSuchFileException noFolder) {
      throw Failure.start(
          "--out: cannot write '" + file + "': expected a file in a folder that is there",
          noFolder);
    } catch (IOException cannot) {
      throw Failure.start("--out: cannot write '" + file + "': " + cannot.getMessage(), cannot);
    }
  }
}
