package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.signed.Ballot;
import dev.kith.kv.signed.Holding;
import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.Overwrite;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedJson;
import dev.kith.kv.signed.SignedRules;
import dev.kith.kv.signed.SignedValue;
import dev.kith.kv.signed.Superseded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The profile signed-seed: values are texts that their owners have signed, and a key holds either
/// one owner's value or one of each of several ([Holding]).
///
/// What is stored is a holding's text; a `find_value` hit is a message of this node about it. A
/// value is verified before anything else is done for it, so a store of something false costs no
/// lookup. Then what is held here decides, or, where nothing is, what the network holds. A get asks
/// the k nearest and takes what most of them hold.
final class SignedProfile implements Profile {
  /// All else in a node's message takes fewer bytes than this, whichever way its key is written.
  private static final int AROUND_DATA = 512;

  private static final String MALFORMED = "no signed value";

  private final SignedRules rules;

  SignedProfile(SignedRules rules) {
    this.rules = rules;
  }

  /// This node's word on what a key holds.
  NodeMessage vouch(NodeId key, Optional<MsgValue> holding) {
    return rules.vouch(key, holding.flatMap(SignedProfile::text));
  }

  @Override
  public boolean mayHold(MsgValue stored) {
    return holding(stored).isPresent();
  }

  @Override
  public MsgValue.Map hit(long now, NodeId key, MsgValue stored) {
    return MessageMap.of(vouch(key, Optional.of(stored)));
  }

  @Override
  public @Nullable MsgValue believe(long now, NodeId key, MsgValue.Map hit, Knowledge knowledge) {
    return MessageMap.read(hit)
        .flatMap(message -> rules.believed(key, message, new Remembered(knowledge)))
        .map(SignedProfile::stored)
        .orElse(null);
  }

  @Override
  public boolean says(MsgValue.Map hit, MsgValue stored) {
    return stored.equals(hit.find(MessageMap.DATA))
        && MsgWriter.write(hit).length() <= MsgWriter.write(stored).length() + AROUND_DATA;
  }

  @Override
  public Tally tally() {
    return new Majority();
  }

  /// A copy on the way to the key would outlive a change of the value.
  @Override
  public boolean caches() {
    return false;
  }

  /// There is a signature to check, which takes some tenths of a millisecond.
  @Override
  public int costOfJudging() {
    return 16;
  }

  /// A single value goes alone, since the original spoils a key that holds nothing when it is given
  /// an array; what no request can carry goes in several arrays.
  @Override
  public List<MsgValue> pieces(MsgValue stored) {
    List<SignedValue> values = holding(stored).map(Holding::values).orElse(List.of());
    if (values.isEmpty()) {
      return List.of(stored);
    }
    List<MsgValue> pieces = new ArrayList<>();
    List<SignedValue> piece = new ArrayList<>();
    int length = 0;
    for (SignedValue value : values) {
      int more = value.text().length() + 2;
      if (!piece.isEmpty() && length + more > SignedValue.MAX_TEXT_BYTES) {
        pieces.add(piece(piece));
        piece.clear();
        length = 0;
      }
      piece.add(value);
      length += more;
    }
    pieces.add(piece(piece));
    return pieces;
  }

  private static MsgValue piece(List<SignedValue> values) {
    return new MsgValue.Str(
        values.size() == 1 ? values.getFirst().text() : new Holding.Controlled(values).text());
  }

  @Override
  public void judge(
      long now, NodeId key, MsgValue arriving, Knowledge knowledge, Consumer<Verdict> then) {
    Optional<Holding> offered = holding(arriving);
    if (offered.isEmpty()) {
      then.accept(new Verdict.Refuse(MALFORMED, null));
      return;
    }
    Optional<Holding> own = own(knowledge);
    List<SignedValue> held = own.map(Holding::values).orElse(List.of());
    List<SignedValue> fresh =
        offered.get().values().stream().filter(value -> !held.contains(value)).toList();
    Superseded superseded = new Remembered(knowledge);
    for (SignedValue value : fresh) {
      Optional<Refusal> objection =
          rules.objection(key, value, knowledge.wallSeconds(), superseded);
      if (objection.isPresent()) {
        then.accept(refused(objection.get()));
        return;
      }
    }
    if (own.isPresent()) {
      then.accept(decide(own.get(), fresh, offered.get(), superseded));
      return;
    }
    knowledge.lookUp(
        stored(offered.get()),
        found -> {
          // Something may have been stored here while the others were asked: that counts first.
          Optional<Holding> since = own(knowledge);
          then.accept(
              since.isPresent()
                  ? decide(since.get(), fresh, offered.get(), superseded)
                  : decideByHearsay(holding(found), fresh, offered.get()));
        });
  }

  /// Only who held a value saw its owner replace it. From others' answers it cannot be told which
  /// of two values is the newer, so nothing is remembered; the holders know, and are asked to
  /// store.
  private Verdict decideByHearsay(
      Optional<Holding> found, List<SignedValue> fresh, Holding offered) {
    return decide(found, fresh, offered, new Forgetful());
  }

  private Verdict decide(
      Holding own, List<SignedValue> fresh, Holding offered, Superseded superseded) {
    return decide(Optional.of(own), fresh, offered, superseded);
  }

  private Verdict decide(
      Optional<Holding> found, List<SignedValue> fresh, Holding offered, Superseded superseded) {
    Optional<Holding> next = found;
    for (SignedValue value : fresh) {
      switch (rules.decide(next, value, superseded)) {
        case Overwrite.Store(Holding holding, var _) -> next = Optional.of(holding);
        case Overwrite.Keep(Holding holding) -> next = Optional.of(holding);
        case Overwrite.Refuse(Refusal refusal) -> {
          return refused(refusal);
        }
      }
    }
    return new Verdict.Store(stored(next.orElse(offered)), stored(offered));
  }

  /// The original says true to every store; here only what is kept is.
  private static Verdict refused(Refusal refusal) {
    return new Verdict.Refuse(refusal.name(), MsgValue.Bool.FALSE);
  }

  private static MsgValue stored(Holding holding) {
    return new MsgValue.Str(holding.text());
  }

  private static Optional<Holding> own(Knowledge knowledge) {
    return holding(knowledge.own());
  }

  private static Optional<Holding> holding(@Nullable MsgValue stored) {
    Optional<String> text = stored == null ? Optional.empty() : text(stored);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedJson.holding(text.get()));
    } catch (MalformedException notSigned) {
      return Optional.empty();
    }
  }

  /// Text, or bytes that are text: the original does not tell them apart.
  private static Optional<String> text(MsgValue value) {
    return switch (value) {
      case MsgValue.Str(String text) -> Optional.of(text);
      case MsgValue.Bin(Bytes bytes) -> bytes.asUtf8();
      case MsgValue.Nil _,
          MsgValue.Bool _,
          MsgValue.Int _,
          MsgValue.Float64 _,
          MsgValue.Array _,
          MsgValue.Map _ ->
          Optional.empty();
    };
  }

  /// What the node remembers of the key.
  private record Remembered(Knowledge knowledge) implements Superseded {
    @Override
    public void add(Bytes signature) {
      knowledge.supersede(signature);
    }

    @Override
    public boolean contains(Bytes signature) {
      return knowledge.isSuperseded(signature);
    }
  }

  /// Remembers nothing.
  private record Forgetful() implements Superseded {
    @Override
    public void add(Bytes signature) {}

    @Override
    public boolean contains(Bytes signature) {
      return false;
    }
  }

  /// What most hold. No number of answers decides before all are in: those that come first may be
  /// those that missed an update.
  private static final class Majority implements Tally {
    private final Ballot ballot = new Ballot();

    @Override
    public boolean cast(MsgValue value) {
      holding(value).ifPresent(ballot::cast);
      return false;
    }

    @Override
    public @Nullable MsgValue winner() {
      return ballot.result().map(result -> stored(result.holding())).orElse(null);
    }

    @Override
    public int votes() {
      return ballot.result().map(Ballot.Result::votes).orElse(0);
    }
  }
}
