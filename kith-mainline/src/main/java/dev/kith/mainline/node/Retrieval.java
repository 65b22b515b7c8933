package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.mainline.Retrieved;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.ItemTarget;
import dev.kith.mainline.item.ItemValue;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The search for a stored item (BEP 44), in this node's own store first. Everything is verified
/// before it counts. An immutable item is final when found; of a mutable one the search goes on to
/// the end, for the newest.
abstract sealed class Retrieval<I extends Item> extends Operation {
  private final CompletableFuture<Retrieved<I>> result;
  private @Nullable I best;
  private int copies;
  private int invalid;
  private boolean isShown; // by any other node

  private Retrieval(NodeId target, CompletableFuture<Retrieved<I>> result) {
    super(target);
    this.result = result;
  }

  /// Starts the search; `own` is what this node itself keeps at the target.
  void start(List<Home> homes, @Nullable Item own) {
    I kept = own == null ? null : kept(own);
    if (kept != null) {
      best = kept;
      copies = 1;
    }
    if (kept != null && isFinal(kept)) {
      searched();
    } else {
      start(homes, Queries.GET);
    }
  }

  @Override
  LookupOptions walk(Home home) {
    return home.guardedWalk();
  }

  @Override
  boolean mindsCrowds() {
    return !isShown;
  }

  @Override
  BDict arguments(Home home) {
    return Queries.get(home.id(), target(), OptionalLong.empty());
  }

  @Override
  void replied(Home home, Contact contact, ResponsePacket reply) {
    BValue v = reply.r().find("v");
    if (v == null) {
      return;
    }
    I found = read(reply.r(), v);
    if (found == null) {
      invalid++;
      return;
    }
    isShown = true;
    if (best == null || isNewer(found, best)) {
      best = found;
      copies = 1;
    } else if (best.equals(found)) {
      copies++;
    }
    if (isFinal(found)) {
      stop();
    }
  }

  @Override
  void searched() {
    result.complete(new Retrieved<>(Optional.ofNullable(best), copies, invalid, counts()));
  }

  /// The item in `r`, or `null` if it is not the one that belongs to the target.
  abstract @Nullable I read(BDict r, BValue v);

  /// The item that this node keeps, or `null` if it is not the one that is sought.
  abstract @Nullable I kept(Item own);

  /// The best item so far.
  @Nullable I best() {
    return best;
  }

  abstract boolean isNewer(I found, I best);

  /// Whether there can be no better item.
  abstract boolean isFinal(I item);

  /// Of the value with a known hash.
  static final class OfImmutable extends Retrieval<ImmutableItem> {
    OfImmutable(NodeId target, CompletableFuture<Retrieved<ImmutableItem>> result) {
      super(target, result);
    }

    @Override
    @Nullable ImmutableItem read(BDict r, BValue v) {
      return readHashed(v, target());
    }

    @Override
    boolean isNewer(ImmutableItem found, ImmutableItem best) {
      return false;
    }

    @Override
    @Nullable ImmutableItem kept(Item own) {
      return own instanceof ImmutableItem item ? item : null;
    }

    @Override
    boolean isFinal(ImmutableItem item) {
      return true;
    }
  }

  /// Of the newest value of a known key.
  static final class OfMutable extends Retrieval<MutableItem> {
    private final Bytes publicKey;
    private final Bytes salt;

    OfMutable(Bytes publicKey, Bytes salt, CompletableFuture<Retrieved<MutableItem>> result) {
      super(ItemTarget.mutable(publicKey, salt), result);
      this.publicKey = publicKey;
      this.salt = salt;
    }

    @Override
    @Nullable MutableItem read(BDict r, BValue v) {
      return readSigned(r, v, publicKey, salt, best());
    }

    @Override
    boolean isNewer(MutableItem found, MutableItem best) {
      return found.seq() > best.seq();
    }

    @Override
    @Nullable MutableItem kept(Item own) {
      return own instanceof MutableItem item ? item : null;
    }

    @Override
    boolean isFinal(MutableItem item) {
      return false;
    }
  }

  /// Of whatever belongs to a target.
  static final class OfEither extends Retrieval<Item> {
    private final Bytes salt;

    OfEither(NodeId target, Bytes salt, CompletableFuture<Retrieved<Item>> result) {
      super(target, result);
      this.salt = salt;
    }

    @Override
    @Nullable Item read(BDict r, BValue v) {
      if (!r.has("k")) {
        return readHashed(v, target());
      }
      Bytes key = r.string("k");
      return key != null && ItemTarget.mutable(key, salt).equals(target())
          ? readSigned(r, v, key, salt, best() instanceof MutableItem known ? known : null)
          : null;
    }

    @Override
    boolean isNewer(Item found, Item best) {
      return found instanceof MutableItem later
          && best instanceof MutableItem earlier
          && later.seq() > earlier.seq();
    }

    @Override
    @Nullable Item kept(Item own) {
      boolean isSought =
          switch (own) {
            case ImmutableItem _ -> true;
            case MutableItem item -> item.salt().equals(salt);
          };
      return isSought ? own : null;
    }

    @Override
    boolean isFinal(Item item) {
      return item instanceof ImmutableItem;
    }
  }

  /// The immutable item that `v` is if `target` is its hash, else `null`.
  private static @Nullable ImmutableItem readHashed(BValue v, NodeId target) {
    if (!v.isCanonical() || !ItemValue.fits(v)) {
      return null;
    }
    ImmutableItem item = ImmutableItem.of(v);
    return item.target().equals(target) ? item.compact() : null;
  }

  /// The mutable item of `publicKey` in `r` if all its parts are there and the signature is good,
  /// else `null`. The signature of an item that is `known` has been checked.
  static @Nullable MutableItem readSigned(
      BDict r, BValue v, Bytes publicKey, Bytes salt, @Nullable MutableItem known) {
    Bytes key = r.string("k");
    Bytes signature = r.string("sig");
    long seq = r.integer("seq", -1);
    if (key == null
        || !key.equals(publicKey)
        || key.length() != MutableItem.KEY_BYTES
        || signature == null
        || signature.length() != MutableItem.SIGNATURE_BYTES
        || seq < 0
        || !v.isCanonical()
        || !ItemValue.fits(v)) {
      return null;
    }
    MutableItem item = MutableItem.of(key, salt, seq, v, signature).compact();
    boolean isChecked = known != null && item.equals(known);
    return isChecked || item.isAuthentic() ? item : null;
  }
}
