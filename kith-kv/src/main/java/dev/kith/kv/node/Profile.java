package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.signed.SignedRules;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the profiles of this network do differently: what may be stored, what a `find_value` hit
/// looks like, and how many answers decide a get. All else, from the framing to the routing table,
/// is the same for all.
///
/// One instance belongs to one node and may remember what it has seen, within bounds. Called on the
/// loop's thread.
public interface Profile {
  /// The profile of the library: any value is stored, and the first one found is the value.
  static Profile plain() {
    return new PlainProfile();
  }

  /// The profile of the fork's older revision, `signed-seed`: values are signed by their owners,
  /// and answers by the node that gives them, here with `node`.
  static Profile signedSeed(SigningKey node) {
    return new SignedProfile(new SignedRules(node));
  }

  /// Whether `stored`, which a store has kept over a restart, may have been stored with this
  /// profile and not with another. Signatures are not checked again, which would take tens of
  /// seconds for a full store; whoever reads a value checks its owner's.
  boolean mayHold(MsgValue stored);

  /// The map that answers a `find_value` for a key under which `stored` is kept here.
  MsgValue.Map hit(long now, NodeId key, MsgValue stored);

  /// The value in the map another node answered with, in the form in which it would be stored here;
  /// `null` if it holds none that is to be believed.
  @Nullable MsgValue believe(long now, NodeId key, MsgValue.Map hit, Knowledge knowledge);

  /// Whether the map another node answered with says that it holds exactly `stored`, true or not,
  /// and hardly more than that: such maps are kept for a while.
  boolean says(MsgValue.Map hit, MsgValue stored);

  /// Counts the answers to one get.
  Tally tally();

  /// Whether the nearest node that lacked a value is given it after a get (section 2.3 of the
  /// paper).
  boolean caches();

  /// How many times as long as keeping a plain value it takes to judge one that arrives: of what is
  /// costly, strangers are granted less.
  int costOfJudging();

  /// What another node is asked to store, one after the other, so that it has what is stored here:
  /// usually that itself.
  List<MsgValue> pieces(MsgValue stored);

  /// Decides what becomes of a value that is to be stored under `key`: one from another node, or
  /// one the application sets here. Tells `then` once, during this call or in a later turn.
  void judge(long now, NodeId key, MsgValue arriving, Knowledge knowledge, Consumer<Verdict> then);

  /// What the node can find out for a profile that has to know before it decides.
  interface Knowledge {
    /// Unix time in seconds.
    long wallSeconds();

    /// What is stored under the key here, `null` if nothing is.
    @Nullable MsgValue own();

    /// Asks the network what is stored under the key, and tells `then` the winner of the [Tally],
    /// `null` if nothing was found, or nothing but `offered`. In a later turn.
    ///
    /// @param offered what is to be stored, in the form in which it would be, and known to be
    ///   genuine
    void lookUp(MsgValue offered, Consumer<@Nullable MsgValue> then);

    /// Remembers that the value with this signature no longer stands for the key.
    void supersede(Bytes signature);

    /// Whether a value with this signature was superseded for the key.
    boolean isSuperseded(Bytes signature);
  }

  /// Counts the answers to one get. A node has one vote.
  interface Tally {
    /// Counts a value that was believed. Returns whether the get is decided by it, so that nobody
    /// else need be asked.
    boolean cast(MsgValue value);

    /// What the answers so far say, `null` if there were none.
    @Nullable MsgValue winner();

    /// How many votes there are for exactly the winner.
    int votes();
  }

  /// What becomes of a value that is to be stored.
  sealed interface Verdict {
    /// It is stored.
    ///
    /// @param kept what is kept here: the value, or what it makes of the one that was there
    /// @param published what other nodes are asked to store when the application sets the value
    record Store(MsgValue kept, MsgValue published) implements Verdict {}

    /// It is not stored.
    ///
    /// @param reason a fixed word for events and for the application
    /// @param answer what the asker is told, `null` for silence
    record Refuse(String reason, @Nullable MsgValue answer) implements Verdict {}
  }
}
