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
/// it vouches for. Keeps what it has verified and what it has signed, both bounded.
///
/// A write goes through [#objection] before anything else happens, then, once it is known what the
/// network holds, through [#decide]. An answer goes through [#believed], and what is believed into
/// a [Ballot].
///
/// Signed values have no version, so anybody who kept an old one could put it back. A node that saw
/// its owner replace it refuses that, and does not believe it when reading ([Superseded]). An owner
/// who wants an earlier value back signs it anew, with another `exp_time`. For one thread.
public final class SignedRules {
  private final SignatureCheck check;
  private final NodeSignatures signatures;

  /// The rules of the node that owns `node`.
  public SignedRules(SigningKey node) {
    this(node, new VerifiedSignatures());
  }

  /// The rules with another way of verifying, for tests without arithmetic.
  public SignedRules(SigningKey node, SignatureCheck check) {
    this.check = check;
    this.signatures = new NodeSignatures(node);
  }

  /// Why `arriving` is not stored under `key`, whatever the key holds. Costs at most one
  /// verification, and that only after all that is cheaper.
  ///
  /// @param wallSeconds Unix time, which `exp_time` is compared with
  /// @param superseded of this key; a value that is in it stays there anew
  public Optional<Refusal> objection(
      NodeId key, SignedValue arriving, long wallSeconds, Superseded superseded) {
    if (arriving.text().length() > SignedValue.MAX_TEXT_BYTES) {
      return Optional.of(Refusal.TOO_LARGE);
    }
    if (arriving.authorization().publicKey().hasExpired(wallSeconds)) {
      return Optional.of(Refusal.EXPIRED);
    }
    if (!arriving.isAuthentic(key, check)) {
      return Optional.of(Refusal.BAD_SIGNATURE);
    }
    if (superseded.contains(signature(arriving))) {
      // Some node still holds it, or somebody keeps trying: a week from now it is no fresher.
      superseded.add(signature(arriving));
      return Optional.of(Refusal.REPLAYED);
    }
    return Optional.empty();
  }

  /// What `arriving`, against which there is no [#objection], does to what was found. A value that
  /// it replaces is superseded from now on.
  public Overwrite decide(Optional<Holding> found, SignedValue arriving, Superseded superseded) {
    Overwrite overwrite = Overwrite.decide(found, arriving);
    if (overwrite instanceof Overwrite.Store(_, Optional<SignedValue> replaced)) {
      replaced
          .map(SignedRules::signature)
          .filter(old -> !old.equals(signature(arriving)))
          .ifPresent(superseded::add);
    }
    return overwrite;
  }

  /// What a node's answer is worth: the holding it passes on, if the node's signature and all the
  /// owners' are genuine. Values known to be superseded are left out.
  public Optional<Holding> believed(NodeId key, NodeMessage answer, Superseded superseded) {
    if (answer.data().isEmpty() || !answer.isAuthentic(key, check)) {
      return Optional.empty();
    }
    try {
      return believed(key, SignedJson.holding(answer.data().get()), superseded);
    } catch (MalformedException notSigned) {
      return Optional.empty();
    }
  }

  /// What a holding is worth, wherever it comes from.
  public Optional<Holding> believed(NodeId key, Holding holding, Superseded superseded) {
    if (!holding.isAuthentic(key, check)) {
      return Optional.empty();
    }
    List<SignedValue> current =
        holding.values().stream().filter(value -> !superseded.contains(signature(value))).toList();
    if (current.size() == holding.values().size()) {
      return Optional.of(holding);
    }
    return switch (holding) {
      case Secured _ -> Optional.empty();
      case Controlled _ ->
          current.isEmpty() ? Optional.empty() : Optional.of(new Controlled(current));
    };
  }

  /// This node's word on what `key` holds, in the form of signed-seed.
  public NodeMessage vouch(NodeId key, Optional<String> holding) {
    return signatures.sign(key, holding);
  }

  /// The numbers, not their spelling: digits in capitals are the same signature.
  private static Bytes signature(SignedValue value) {
    return value.authorization().signature();
  }
}
