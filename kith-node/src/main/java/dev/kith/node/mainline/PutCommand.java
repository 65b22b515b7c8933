package dev.kith.node.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import dev.kith.node.output.Fields;
import dev.kith.node.text.Hex;
import dev.kith.node.text.PrivateKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kith mainline put`: stores a value, under its hash or under a key (BEP 44).
@Command(
    name = "put",
    description =
        "Stores a value of up to 1000 bytes: under its own hash, or with --key under that key's.",
    footer = {
      "",
      "Examples:",
      "  kith mainline put 'hello kith' --bootstrap 127.0.0.1:6881",
      "  kith mainline put 'version 2' --key key.hex --salt news --bootstrap 127.0.0.1:6881"
    })
final class PutCommand extends StoreCommand {
  @Parameters(paramLabel = "VALUE", description = "Text, or bytes in hex after 0x.")
  private String value = "";

  @Option(names = "--bencoded", description = "VALUE is a bencoded value, in hex.")
  private boolean bencoded;

  @Option(
      names = "--key",
      paramLabel = "HEX32|FILE",
      description = "The private key to sign with: makes the item mutable.")
  private @Nullable String key;

  @Option(
      names = "--salt",
      paramLabel = "S",
      description = "Tells several items of one key apart: up to 64 bytes, text or 0x….")
  private @Nullable String salt;

  @Option(
      names = "--seq",
      paramLabel = "N",
      description = "The sequence number; by default one more than the stored one.")
  private @Nullable Long seq;

  @Option(
      names = "--cas",
      paramLabel = "N",
      description = "Store only where N is the stored sequence number.")
  private @Nullable Long cas;

  private BValue parsed = BString.EMPTY;
  private @Nullable SigningKey signer;
  private Bytes salted = Bytes.EMPTY;

  PutCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() {
    parsed =
        Checked.of("VALUE", () -> bencoded ? decoded(value) : new BString(shell().value(value)));
    int size = BencodeEncoder.sizeOf(parsed);
    if (size > Item.MAX_VALUE_BYTES) {
      throw Failure.usage(
          "VALUE: %d bytes when bencoded: expected at most %d"
              .formatted(size, Item.MAX_VALUE_BYTES));
    }
    if (key == null) {
      Checked.onlyWith("--key", "--salt", salt, "--seq", seq, "--cas", cas);
    } else {
      String given = key;
      signer = Checked.of("--key", () -> SigningKey.of(PrivateKeys.parse(given)));
    }
    salted = Salts.parse(shell(), salt);
    Checked.notNegative("--seq", seq);
    Checked.notNegative("--cas", cas);
    if (seq == null && cas != null && cas == Long.MAX_VALUE) {
      throw Failure.usage("--cas: '" + cas + "': expected --seq beside it: no number is higher");
    }
  }

  private static BValue decoded(String hex) {
    try {
      return Item.decode(Hex.parse(hex));
    } catch (MalformedException malformed) {
      throw new IllegalArgumentException(
          "'%s': expected canonical bencode, byte %d: %s"
              .formatted(hex, malformed.offset(), malformed.reason()),
          malformed);
    }
  }

  @Override
  protected void ask(Mainline node) {
    if (signer == null) {
      ImmutableItem item = ImmutableItem.of(parsed);
      StoreReport report = await(node.put(item));
      report(Fields.of("target", report.target()), report);
      hint(report.target().toHex());
      return;
    }
    putMutable(node, signer);
  }

  private void putMutable(Mainline node, SigningKey author) {
    // Who compares with a number means to go one further.
    Long number = seq == null && cas != null ? Long.valueOf(cas + 1) : seq;
    MutableItem item;
    StoreReport report;
    if (number == null) {
      Mainline.Published published = await(node.put(author, salted, parsed));
      item = published.item();
      report = published.report();
    } else {
      item = MutableItem.sign(author, salted, number, parsed);
      report = await(cas == null ? node.put(item) : node.put(item, cas));
    }
    Fields fields =
        Fields.of("target", report.target())
            .and("publicKey", item.publicKey())
            .and("seq", item.seq());
    report(salted.isEmpty() ? fields : fields.and("salt", shell().show(salted)), report);
    hint(
        "--public-key " + item.publicKey() + (salt == null ? "" : " --salt " + Shell.quoted(salt)));
  }

  private void hint(String what) {
    shell()
        .output()
        .hint(
            "Get it with: "
                + shell().program()
                + " mainline get "
                + what
                + (bootstrapPeers().isEmpty()
                    ? ""
                    : " --bootstrap " + bootstrapPeers().getFirst()));
  }
}
