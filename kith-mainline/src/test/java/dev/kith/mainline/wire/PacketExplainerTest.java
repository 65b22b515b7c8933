package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.ExplainedField;
import dev.kith.mainline.Vectors;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacketExplainerTest {
  @Test
  void a_query_is_explained_field_by_field() {
    List<ExplainedField> lines =
        PacketExplainer.explain(
            Vectors.latin("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"));

    assertThat(lines)
        .extracting(ExplainedField::offset, ExplainedField::field, ExplainedField::value)
        .containsExactly(
            tuple(0, "", "56 bytes"),
            tuple(12, "a.id", "\"abcdefghij0123456789\""),
            tuple(38, "q", "\"ping\""),
            tuple(47, "t", "\"aa\""),
            tuple(54, "y", "\"q\""));
    assertThat(lines.getFirst().meaning()).isEqualTo("query \"ping\"");
    assertThat(lines.get(1).meaning()).isEqualTo("id of the node that asks");
    assertThat(lines.get(2).meaning()).isEqualTo("are you there?");
  }

  @Test
  void nodes_and_addresses_are_spelled_out() {
    String hex = Vectors.at("/observed/replies/libtorrent 2.0.8/get_peers").asString();

    List<ExplainedField> lines = PacketExplainer.explain(Bytes.hex(hex));

    assertThat(lines)
        .extracting(ExplainedField::field, ExplainedField::value)
        .contains(
            tuple("ip", "127.0.0.1:58948"),
            tuple("r.nodes", "3 nodes"),
            tuple("r.nodes[0]", "606d0bdfeb77d896e7cb524e24ecedf6a286f128@127.0.0.1:20002"),
            tuple("r.p", "58948"));
    assertThat(lines).extracting(ExplainedField::meaning).contains("client: libtorrent");
  }

  @Test
  void peers_are_spelled_out() {
    List<ExplainedField> lines =
        PacketExplainer.explain(Vectors.latin("d1:rd6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re"));

    assertThat(lines)
        .extracting(ExplainedField::field, ExplainedField::value)
        .contains(
            tuple("r.values[0]", "97.120.106.101:11893"),
            tuple("r.values[1]", "105.100.104.116:28269"));
  }

  @Test
  void an_error_is_put_into_words() {
    List<ExplainedField> lines =
        PacketExplainer.explain(
            Vectors.latin("d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee"));

    assertThat(lines.get(0).meaning()).isEqualTo("error 201 \"A Generic Error Ocurred\"");
    assertThat(lines.get(1)).isEqualTo(new ExplainedField(5, "e[0]", "201", "generic error"));
  }

  @Test
  void a_query_that_will_be_refused_says_why() {
    List<ExplainedField> lines =
        PacketExplainer.explain(Vectors.latin("d1:ade1:q4:ping1:t2:aa1:y1:qe"));

    assertThat(lines.getFirst().meaning())
        .isEqualTo("query \"ping\", to be refused: 203 missing or bad id");
  }

  @Test
  void what_is_broken_is_explained_up_to_where_it_breaks() {
    List<ExplainedField> lines =
        PacketExplainer.explain(Vectors.latin("d1:ad2:id3:abce1:q4:ping1:t99:aa1:y1:qe"));

    assertThat(lines).extracting(ExplainedField::field).containsExactly("", "a.id", "q", "");
    assertThat(lines.getLast())
        .isEqualTo(new ExplainedField(28, "", "", "malformed: longer than the input"));
  }

  @Test
  void a_message_that_lacks_something_is_explained_whole() {
    List<ExplainedField> lines = PacketExplainer.explain(Vectors.latin("d1:ade1:q4:ping1:y1:qe"));

    assertThat(lines).extracting(ExplainedField::field).containsExactly("", "q", "y", "");
    assertThat(lines.getLast().meaning()).isEqualTo("malformed: no usable transaction id");
  }

  @Test
  void trailing_bytes_are_mentioned() {
    List<ExplainedField> lines = PacketExplainer.explain(Vectors.latin("d1:rde1:t2:aa1:y1:re\r\n"));

    assertThat(lines.getLast())
        .isEqualTo(new ExplainedField(20, "", "2 bytes", "after the message, ignored"));
  }

  @Test
  void noise_is_no_message() {
    assertThat(PacketExplainer.explain(Bytes.EMPTY)).hasSize(2);
    assertThat(PacketExplainer.explain(Bytes.hex("ffee")).getFirst().meaning())
        .isEqualTo("not a KRPC message");
  }

  @Test
  void what_no_decoder_follows_is_not_explained() {
    Bytes nested = Vectors.latin("l".repeat(65_507));
    Bytes wrapped = Vectors.latin("d1:a" + "d1:a".repeat(16_000) + "1:x");

    for (Bytes datagram : List.of(nested, wrapped)) {
      long before = allocated();
      List<ExplainedField> lines = PacketExplainer.explain(datagram);

      assertThat(lines).hasSize(2);
      assertThat(allocated() - before).isLessThan(16L * 65_507);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
