package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.mainline.MainlineException;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.ErrorCode;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The storing of an item on the nearest nodes (BEP 44, put). The search for them also finds the
/// newest item that is stored, on this node or on others, so that the next sequence number can be
/// chosen.
final class Publication extends Operation {
  private final Bytes publicKey;
  private final Bytes salt;
  private final Function<OptionalLong, Item> item;
  private final OptionalLong cas;
  private final CompletableFuture<StoreReport> result;
  private final boolean sparing;
  // Who showed any item of the key, and who of them the newest.
  private final Set<Contact> showing = new LinkedHashSet<>();
  private final Set<Contact> holders = new LinkedHashSet<>();
  private List<Home> homes = List.of();
  private @Nullable MutableItem newest;
  private @Nullable Item published;

  /// Stores what `item` makes of the newest stored sequence number.
  ///
  /// @param publicKey the key of a mutable item, empty for an immutable one
  /// @param cas store only where this is the stored sequence number
  /// @param sparing do nothing if enough nodes have the item (BEP 44, republishing)
  Publication(
      NodeId target,
      Bytes publicKey,
      Bytes salt,
      Function<OptionalLong, Item> item,
      OptionalLong cas,
      boolean sparing,
      CompletableFuture<StoreReport> result) {
    super(target);
    this.publicKey = publicKey;
    this.salt = salt;
    this.item = item;
    this.cas = cas;
    this.sparing = sparing;
    this.result = result;
  }

  void start(List<Home> all, @Nullable Item own) {
    homes = all;
    newest = own instanceof MutableItem kept ? kept : null;
    start(all, Queries.GET);
  }

  /// How it ends.
  CompletableFuture<StoreReport> ended() {
    return result;
  }

  /// The newest stored item, signed by its author, that was found.
  @Nullable MutableItem newest() {
    return newest;
  }

  /// What was published, once it is known.
  @Nullable Item published() {
    return published;
  }

  @Override
  LookupOptions walk(Home home) {
    return home.guardedWalk();
  }

  @Override
  boolean mindsCrowds() {
    return true;
  }

  @Override
  BDict arguments(Home home) {
    return Queries.get(home.id(), target(), OptionalLong.empty());
  }

  @Override
  void replied(Home home, Contact contact, ResponsePacket reply) {
    found(home).add(home, contact, reply);
    BValue v = reply.r().find("v");
    if (v == null) {
      return;
    }
    if (publicKey.isEmpty()) {
      holders.add(contact);
      return;
    }
    MutableItem found = Retrieval.readSigned(reply.r(), v, publicKey, salt, newest);
    if (found == null) {
      return;
    }
    showing.add(contact);
    if (newest == null || found.seq() > newest.seq()) {
      newest = found;
      holders.clear();
    }
    if (found.seq() == newest.seq()) {
      holders.add(contact);
    }
  }

  @Override
  void searched() {
    try {
      publish();
    } catch (RuntimeException noItem) { // whoever waits must hear of it
      result.completeExceptionally(noItem);
    }
  }

  private void publish() {
    OptionalLong seq = newest == null ? OptionalLong.empty() : OptionalLong.of(newest.seq());
    Item made = item.apply(seq);
    int objection = objection(made);
    if (objection != 0) {
      result.completeExceptionally(new MainlineException.Refused(objection, why(objection)));
      return;
    }
    published = made;
    StoreRound round = new StoreRound(target(), counts(), this::done);
    for (Home home : homes) {
      List<Holders.Holder> targets = home.storeTargets(found(home));
      if (sparing && isKept(targets, made)) {
        continue;
      }
      for (Holders.Holder holder : targets) {
        // A node that showed no item is not sent cas: there is nothing for it to compare with.
        OptionalLong compare = showing.contains(holder.contact()) ? cas : OptionalLong.empty();
        round.ask(home, holder, Queries.PUT, Queries.put(home.id(), made, compare, holder.token()));
      }
    }
    round.close();
  }

  // What most nodes would answer. Asking them anyway would leave the item on the few that have
  // none.
  private int objection(Item made) {
    if (!(made instanceof MutableItem item) || newest == null) {
      return 0;
    }
    if (cas.isPresent() && cas.getAsLong() != newest.seq()) {
      return ErrorCode.CAS_MISMATCH;
    }
    boolean outdated =
        item.seq() < newest.seq()
            || item.seq() == newest.seq() && !item.encoded().equals(newest.encoded());
    return outdated ? ErrorCode.SEQUENCE_TOO_LOW : 0;
  }

  // More than eight copies, and all of the nearest have one.
  private boolean isKept(List<Holders.Holder> targets, Item made) {
    boolean current =
        !(made instanceof MutableItem mutable) || newest != null && newest.seq() >= mutable.seq();
    return current
        && holders.size() > 8
        && targets.stream().allMatch(holder -> holders.contains(holder.contact()));
  }

  private void done(StoreRound round) {
    StoreReport report = round.report();
    int mismatches = round.refusedWith(ErrorCode.CAS_MISMATCH);
    int outdated = round.refusedWith(ErrorCode.SEQUENCE_TOO_LOW);
    if (2 * (mismatches + outdated) > report.asked()) {
      int code = mismatches > outdated ? ErrorCode.CAS_MISMATCH : ErrorCode.SEQUENCE_TOO_LOW;
      result.completeExceptionally(new MainlineException.Refused(code, why(code)));
    } else {
      result.complete(report);
    }
  }

  private String why(int code) {
    String stored = newest == null ? "unknown" : Long.toString(newest.seq());
    return code == ErrorCode.CAS_MISMATCH
        ? "the stored sequence number is " + stored + ", not the expected one (error 301)"
        : "another item is stored, with sequence number " + stored + " (error 302)";
  }
}
