package dev.kith.kv.node;

import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The profile of the Python library: any value is stored, and the first one found is the value.
final class PlainProfile implements Profile {
  private static final String VALUE = "value";

  @Override
  public boolean mayHold(MsgValue stored) {
    return true;
  }

  @Override
  public MsgValue.Map hit(long now, NodeId key, MsgValue stored) {
    return MsgValue.Map.of(VALUE, stored);
  }

  @Override
  public @Nullable MsgValue believe(long now, NodeId key, MsgValue.Map hit, Knowledge knowledge) {
    return hit.find(VALUE);
  }

  @Override
  public boolean says(MsgValue.Map hit, MsgValue stored) {
    return hit.equals(MsgValue.Map.of(VALUE, stored));
  }

  @Override
  public Tally tally() {
    return new First();
  }

  @Override
  public boolean caches() {
    return true;
  }

  @Override
  public int costOfJudging() {
    return 1;
  }

  @Override
  public List<MsgValue> pieces(MsgValue stored) {
    return List.of(stored);
  }

  @Override
  public void judge(
      long now, NodeId key, MsgValue arriving, Knowledge knowledge, Consumer<Verdict> then) {
    then.accept(new Verdict.Store(arriving, arriving));
  }

  /// Values have no version and no signature, so no answer is better than another.
  private static final class First implements Tally {
    private @Nullable MsgValue found;
    private int votes;

    @Override
    public boolean cast(MsgValue value) {
      if (found == null) {
        found = value;
      }
      votes += found.equals(value) ? 1 : 0;
      return true;
    }

    @Override
    public @Nullable MsgValue winner() {
      return found;
    }

    @Override
    public int votes() {
      return votes;
    }
  }
}
