package dev.kith.kv.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgReader;
import dev.kith.kv.msgpack.MsgValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerTest {
  private static final Bytes ID = Bytes.wrap(new byte[20]);
  private static final NodeId NODE = NodeId.hex("32dd52be58428ccdcb1d9cbc02365fc87216973f");
  private static final Request FIND_NODE = new Request.FindNode(ID, NODE, NODE);
  private static final Request FIND_VALUE = new Request.FindValue(ID, NODE, NODE);

  @ParameterizedTest
  @ValueSource(strings = {"c0", "c2", "00", "cb0000000000000000", "a0", "c400", "90"})
  void what_python_takes_for_false_is_an_empty_list(String hex) throws Exception {
    assertThat(read(FIND_NODE, hex)).isEqualTo(new Answer.Near(List.of()));
    assertThat(read(FIND_VALUE, hex)).isEqualTo(new Answer.Near(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c3", "01", "a161", "c40161"})
  void what_is_no_list_is_malformed(String hex) {
    assertThatThrownBy(() -> read(FIND_NODE, hex)).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> read(FIND_VALUE, hex)).isInstanceOf(MalformedException.class);
  }

  @Test
  void entries_that_are_no_contact_are_left_out() throws Exception {
    MsgValue id = new MsgValue.Bin(NODE.bytes());
    MsgValue ip = new MsgValue.Str("192.0.2.7");
    MsgValue port = MsgValue.Int.of(8468);
    MsgValue list =
        MsgValue.Array.of(
            MsgValue.Array.of(id, ip, port),
            MsgValue.Array.of(id, ip, port, port),
            MsgValue.Array.of(id, ip),
            MsgValue.Array.of(new MsgValue.Bin(ID.slice(0, 19)), ip, port),
            MsgValue.Array.of(id, new MsgValue.Str("example.org"), port),
            MsgValue.Array.of(id, new MsgValue.Str("224.0.0.1"), port),
            MsgValue.Array.of(id, ip, MsgValue.Int.of(0)),
            MsgValue.Array.of(id, ip, MsgValue.Int.of(65_536)),
            MsgValue.Array.of(id, ip, MsgValue.Int.ofUnsigned(-1)),
            MsgValue.Array.of(id, ip, new MsgValue.Float64(8468)),
            MsgValue.Bool.TRUE);

    assertThat(Answer.read(FIND_NODE, list))
        .isEqualTo(new Answer.Near(List.of(new Contact(NODE, Endpoint.parse("192.0.2.7:8468")))));
  }

  @Test
  void a_map_is_a_hit_whatever_is_in_it() throws Exception {
    assertThat(read(FIND_VALUE, "80")).isInstanceOf(Answer.Hit.class);
    assertThat(read(FIND_VALUE, "81a576616c7565c3"))
        .isEqualTo(Answer.Hit.plain(MsgValue.Bool.TRUE));
  }

  @Test
  void only_true_says_that_a_value_is_kept() throws Exception {
    Request store = new Request.Store(ID, NODE, NODE, MsgValue.Nil.NIL);

    assertThat(read(store, "c3")).isEqualTo(new Answer.Stored(true));
    for (String hex : List.of("c2", "c0", "01", "a474727565")) {
      assertThat(read(store, hex)).isEqualTo(new Answer.Stored(false));
    }
  }

  @Test
  void a_pong_holds_an_id_of_20_bytes() throws Exception {
    Request ping = new Request.Ping(ID, NODE);

    assertThat(read(ping, "c414" + NODE.toHex())).isEqualTo(new Answer.Pong(NODE));
    assertThatThrownBy(() -> read(ping, "c413" + "00".repeat(19)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> read(ping, "b4" + "61".repeat(20)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void an_observed_address_has_two_elements_or_pythons_four() throws Exception {
    Request stun = new Request.Stun(ID);
    Answer v4 = new Answer.Observed(Endpoint.parse("192.0.2.7:8468"));
    Answer v6 = new Answer.Observed(Endpoint.parse("[::1]:8468"));

    assertThat(Answer.read(stun, v4.toValue())).isEqualTo(v4);
    assertThat(Answer.read(stun, v6.toValue())).isEqualTo(v6);
    assertThat(v6.toValue()).hasToString("[\"::1\", 8468, 0, 0]");
    for (String hex : List.of("c0", "90", "92a16101", "93a9313932302e302e320000")) {
      assertThatThrownBy(() -> read(stun, hex)).isInstanceOf(MalformedException.class);
    }
  }

  private static Answer read(Request request, String hex) throws MalformedException {
    return Answer.read(request, MsgReader.read(Bytes.hex(hex)));
  }
}
