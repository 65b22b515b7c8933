package dev.kith.kv.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgReader;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SavedStateTest {
  private static final NodeId ID = NodeId.hex("0123456789abcdef0123456789abcdef01234567");

  @Test
  void what_was_saved_is_read_back() throws MalformedException {
    SavedState state =
        new SavedState(
            20,
            3,
            ID,
            List.of(Endpoint.parse("192.0.2.1:8468"), Endpoint.parse("[2001:db8::1]:1")));

    SavedState read = SavedState.decode(state.encode());

    assertThat(read).isEqualTo(state);
  }

  @Test
  void so_many_neighbours_as_can_be_read_back_are_saved() throws MalformedException {
    Endpoint somebody = Endpoint.parse("192.0.2.1:8468");
    SavedState state = new SavedState(20, 3, ID, Collections.nCopies(1_000, somebody));

    SavedState read = SavedState.decode(state.encode());

    assertThat(read.neighbours()).hasSize(64);
  }

  @Test
  void a_neighbour_that_is_none_is_left_out() throws MalformedException {
    MsgValue.Map odd = (MsgValue.Map) read(new SavedState(20, 3, ID, List.of()));
    var entries = new LinkedHashMap<>(odd.entries());
    entries.put(
        new MsgValue.Str("neighbors"),
        MsgValue.Array.of(
            MsgValue.Array.of(new MsgValue.Str("example.org"), MsgValue.Int.of(1)),
            MsgValue.Array.of(new MsgValue.Str("192.0.2.1"), MsgValue.Int.of(70_000)),
            MsgValue.Int.of(1)));

    SavedState state = SavedState.decode(MsgWriter.write(new MsgValue.Map(entries)));

    assertThat(state.neighbours()).isEmpty();
  }

  @Test
  void anything_else_is_refused() {
    for (MsgValue other :
        List.of(
            MsgValue.Nil.NIL, MsgValue.Array.EMPTY, MsgValue.Map.of("id", MsgValue.Int.of(1)))) {
      assertThatThrownBy(() -> SavedState.decode(MsgWriter.write(other)))
          .isInstanceOf(MalformedException.class);
    }
    assertThatThrownBy(() -> SavedState.decode(Bytes.EMPTY)).isInstanceOf(MalformedException.class);
  }

  private static MsgValue read(SavedState state) throws MalformedException {
    return MsgReader.read(state.encode());
  }
}
