package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.signed.Holding.Controlled;
import dev.kith.kv.signed.Holding.Secured;
import java.util.List;
import java.util.Optional;

/// The rules of signed values as one node applies them: what it stores, what it believes, and what
/// it vouches for. Keeps what it has verified, what was superseded and what it has signed, each
/// bounded.
///
/// A write goes through [#objection] before anything else happens, then, once it is known what the
/// network holds, through [#decide]. An answer goes through [#believed], and what is believed into
/// a [Ballot]. For one thread; `now` in nanoseconds.
public final class SignedRules {
  /// How long a replaced value is refused: as long as any node keeps one without a new store.
  public static final long SUPERSEDED_NANOS = 7L * 24 * 60 * 60 * 1_000_000_000;

  private final Superseded superseded;
  private final SignatureCheck check;
  private final NodeSignatures signatures;

  /// The rules of the node that owns `node`.
  public SignedRules(SigningKey node, Superseded superseded) {
    this(node, superseded, new VerifiedSignatures());
  }

  /// The rules with another way of verifying, for tests without arithmetic.
  public SignedRules(SigningKey node, Superseded superseded, SignatureCheck check) {
    this.superseded = superseded;
    this.check = check;
    this.signatures = new NodeSignatures(node);
  }

  /// Why `arriving` is not stored under `key`, whatever the key holds. Costs at most one
  /// verification, and that only after all that is cheaper.
  ///
  /// @param wallSeconds Unix time, which `exp_time` is compared with
  public Optional<Refusal> objection(long now, long wallSeconds, NodeId key, SignedValue arriving) {
    if (arriving.text().length() > SignedValue.MAX_TEXT_BYTES) {
      return Optional.of(Refusal.TOO_LARGE);
    }
    if (arriving.authorization().publicKey().hasExpired(wallSeconds)) {
      return Optional.of(Refusal.EXPIRED);
    }
    if (!arriving.isAuthentic(key, check)) {
      return Optional.of(Refusal.BAD_SIGNATURE);
    }
    return isSuperseded(now, key, arriving) ? Optional.of(Refusal.REPLAYED) : Optional.empty();
  }

  /// What `arriving`, against which there is no [#objection], does to what was found. A value that
  /// it replaces is superseded from now on.
  public Overwrite decide(long now, NodeId key, Optional<Holding> found, SignedValue arriving) {
    Overwrite overwrite = Overwrite.decide(found, arriving);
    if (overwrite instanceof Overwrite.Store(_, Optional<SignedValue> replaced)) {
      replaced
          .filter(old -> !isSameSignature(old, arriving))
          .ifPresent(old -> superseded.add(now, key, signature(old), now + SUPERSEDED_NANOS));
    }
    return overwrite;
  }

  /// What a node's answer is worth: the holding it passes on, if the node's signature and all the
  /// owners' are genuine. Values known to be superseded are left out.
  public Optional<Holding> believed(long now, NodeId key, NodeMessage answer) {
    if (answer.data().isEmpty() || !answer.isAuthentic(key, check)) {
      return Optional.empty();
    }
    try {
      return believed(now, key, SignedJson.holding(answer.data().get()));
    } catch (MalformedException notSigned) {
      return Optional.empty();
    }
  }

  /// What a holding is worth, wherever it comes from.
  public Optional<Holding> believed(long now, NodeId key, Holding holding) {
    if (!holding.isAuthentic(key, check)) {
      return Optional.empty();
    }
    List<SignedValue> current =
        holding.values().stream().filter(value -> !isSuperseded(now, key, value)).toList();
    if (current.size() == holding.values().size()) {
      return Optional.of(holding);
    }
    return switch (holding) {
      case Secured _ -> Optional.empty();
      case Controlled _ ->
          current.isEmpty() ? Optional.empty() : Optional.of(new Controlled(current));
    };
  }

  /// The holding that `text`, which this node has stored, is. It was verified when it was stored.
  public static Optional<Holding> stored(String text) {
    try {
      return Optional.of(SignedJson.holding(text));
    } catch (MalformedException notSigned) {
      return Optional.empty();
    }
  }

  /// This node's word on what `key` holds, in the form of signed-seed.
  public NodeMessage vouch(NodeId key, Optional<String> holding) {
    return signatures.sign(key, holding);
  }

  private boolean isSuperseded(long now, NodeId key, SignedValue value) {
    return superseded.contains(now, key, signature(value));
  }

  private static boolean isSameSignature(SignedValue one, SignedValue other) {
    return signature(one).equals(signature(other));
  }

  /// The numbers, not their spelling: digits in capitals are the same signature.
  private static Bytes signature(SignedValue value) {
    return value.authorization().signature();
  }
}
