package dev.kith.kv.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.ExplainedField;
import dev.kith.kv.Vectors;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacketExplainerTest {
  private static final String HEADER = "000b3ed5146ee5963c514f42a1de0ab8cca0ba3192";
  private static final String ID = "32dd52be58428ccdcb1d9cbc02365fc87216973f";

  @Test
  void a_request_is_explained_field_by_field() {
    List<ExplainedField> lines =
        PacketExplainer.explain(
            Bytes.hex(HEADER + "92a573746f726593c414" + ID + "c414" + ID + "a4626c7565"));

    assertThat(lines)
        .extracting(ExplainedField::offset, ExplainedField::field, ExplainedField::value)
        .containsExactly(
            tuple(0, "", "78 bytes"),
            tuple(0, "type", "0"),
            tuple(1, "id", "0b3ed5146ee5963c514f42a1de0ab8cca0ba3192"),
            tuple(22, "function", "\"store\""),
            tuple(28, "arguments", "3 items"),
            tuple(29, "arguments[0]", "0x" + ID),
            tuple(51, "arguments[1]", "0x" + ID),
            tuple(73, "arguments[2]", "\"blue\""));
    assertThat(lines.getFirst().meaning()).isEqualTo("request: keep this value under this key");
    assertThat(lines.get(5).meaning()).isEqualTo("id of the node that asks");
    assertThat(lines.getLast().meaning()).isEqualTo("the value");
  }

  @Test
  void contacts_and_hits_are_spelled_out() {
    String header = "01" + HEADER.substring(2);
    List<ExplainedField> near =
        PacketExplainer.explain(Bytes.hex(header + "9193c414" + ID + "a93132372e302e302e31cd48b3"));
    List<ExplainedField> hit = PacketExplainer.explain(Bytes.hex(header + "81a576616c75652a"));

    assertThat(near.getFirst().meaning()).isEqualTo("response: 1 contacts");
    assertThat(near)
        .extracting(ExplainedField::field, ExplainedField::value)
        .contains(
            tuple("answer", "1 item"),
            tuple("answer[0][0]", "0x" + ID),
            tuple("answer[0][1]", "\"127.0.0.1\""),
            tuple("answer[0][2]", "18611"));
    assertThat(hit.getFirst().meaning()).isEqualTo("response: a value of the plain profile");
    assertThat(hit)
        .extracting(ExplainedField::field, ExplainedField::value)
        .contains(tuple("answer, key 1", "\"value\""), tuple("answer.value", "42"));
  }

  @Test
  void what_is_broken_is_explained_up_to_where_it_breaks() {
    List<ExplainedField> cut = PacketExplainer.explain(Bytes.hex(HEADER + "92a470696e6791c414"));
    List<ExplainedField> shortened = PacketExplainer.explain(Bytes.hex("0001"));
    List<ExplainedField> wrong =
        PacketExplainer.explain(Bytes.hex(HEADER + "92a470696e6791c41300" + "00".repeat(18)));

    assertThat(cut).extracting(ExplainedField::field).contains("function", "arguments");
    assertThat(cut.getLast().meaning()).startsWith("malformed: ");
    assertThat(shortened.getLast())
        .isEqualTo(new ExplainedField(2, "", "", "malformed: too short"));
    assertThat(wrong)
        .extracting(ExplainedField::field, ExplainedField::value)
        .contains(tuple("arguments[0]", "0x" + "00".repeat(19)));
    assertThat(wrong.getLast().meaning()).isEqualTo("malformed: an id of 20 bytes was expected");
  }

  @Test
  void anything_at_all_is_explained() {
    List<byte[]> samples =
        Vectors.each("/session_trace/datagrams")
            .map(each -> Vectors.hex(each, "datagram").toArray())
            .toList();

    Property.forAll(Mutations.of(samples, 300))
        .tries(20_000)
        .check(
            bytes -> {
              List<ExplainedField> lines = PacketExplainer.explain(Bytes.wrap(bytes));
              assertThat(lines).isNotEmpty();
              assertThat(lines)
                  .allSatisfy(line -> assertThat(line.offset()).isBetween(0, bytes.length));
            });
  }
}
