package dev.kith.kv.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.kv.signed.Holding.Controlled;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedJsonTest {
  private static final SignedValue VALUE = People.secured(People.A, "k", "v");

  @Test
  void every_value_is_read_from_its_text() {
    Property.check(
        500,
        random -> {
          SignedValue value = anyValue(random);

          String text = value.text();

          assertThat(text).matches("[ -~]*");
          assertThat(SignedJson.value(Bytes.utf8(text))).isEqualTo(value);
          assertThat(SignedJson.holding(text)).isEqualTo(Holding.of(value));
        });
  }

  @Test
  void several_values_are_read_from_their_array() throws Exception {
    Holding both =
        new Controlled(
            List.of(People.controlled(People.A, "k", "a"), People.controlled(People.B, "k", "b")));

    assertThat(both.text()).startsWith("[{\"authorization\"").contains("}, {").endsWith("}]");
    assertThat(SignedJson.holding(both.text())).isEqualTo(both);
  }

  @Test
  void messages_are_read_in_both_forms_with_and_without_data() throws Exception {
    for (NodeMessage.Form form : NodeMessage.Form.values()) {
      for (Optional<String> data : List.of(Optional.<String>empty(), Optional.of(VALUE.text()))) {
        NodeMessage message = NodeMessage.sign(People.NODE, People.digest("k"), data, form);

        assertThat(SignedJson.message(Bytes.utf8(message.text()))).isEqualTo(message);
      }
    }
  }

  @Test
  void order_spacing_and_unknown_members_do_not_matter() throws Exception {
    String reordered =
        "\n {\"persist_mode\" :\"SECURED\",\"x\":[{\"y\":{}},1.5e3,true],\"data\":\"\\u0076\", "
            + "\"authorization\":{\"z\":null,\"pub_key\":{\"exp_time\":null,\"key\":\"%s\"},\"sign\":\"%s\"}}\t"
                .formatted(VALUE.owner(), VALUE.authorization().sign());

    assertThat(SignedJson.value(Bytes.utf8(reordered))).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "plain",
        "\"text\"",
        "[]",
        "7",
        "{}",
        "{\"data\": \"x\"}",
        "{\"data\": NaN}",
        "{'data': 1}",
        "{\"data\": \"x\",}",
        "{\"data\": \"a\tb\"}",
        "{\"data\": 01}",
        "// {}\n{}",
        "\uFEFF{}"
      })
  void what_is_not_a_value_is_malformed(String json) {
    assertThatThrownBy(() -> SignedJson.value(Bytes.utf8(json)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void members_of_another_type_missing_empty_or_null_are_malformed() {
    String text = VALUE.text();
    List<String> wrong =
        List.of(
            text.replace("\"v\"", "null"),
            text.replace("\"v\"", "\"\""),
            text.replace("\"v\"", "5"),
            text.replace("\"v\"", "{}"),
            text.replace("\"SECURED\"", "\"secured\""),
            text.replace("\"SECURED\"", "null"),
            text.replace("\"SECURED\"", "\"\""),
            text.replace("\"exp_time\": null", "\"exp_time\": true"),
            text.replace("\"exp_time\": null", "\"exp_time\": \"1\""),
            text.replace("\"exp_time\": null", "\"exp_time\": 1.0"),
            text.replace("\"exp_time\": null", "\"exp_time\": 1e9"),
            text.replace("\"exp_time\": null", "\"exp_time\": 9223372036854775808"),
            text.replace("\"exp_time\": null", "\"exp_tim\": 1"),
            text.replace("\"key\"", "\"kex\""),
            text.replace("\"sign\"", "\"sing\""),
            text.replace("\"pub_key\"", "\"pubkey\""),
            text.replace("\"authorization\": {", "\"authorization\": [{").replace("}}", "}}]"),
            text.replace("\"v\"", "\"\\ud800\""),
            text.replace("\"v\"", "\"v\", \"data\": \"w\""),
            text + "x",
            text + " {}");

    for (String json : wrong) {
      assertThat(json).isNotEqualTo(text);
      assertThatThrownBy(() -> SignedJson.value(Bytes.utf8(json)))
          .as(json)
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void nesting_and_numbers_are_bounded_even_in_members_nobody_reads() throws Exception {
    String deep = withExtra("[".repeat(15) + "]".repeat(15));
    String tooDeep = withExtra("[".repeat(16) + "]".repeat(16));
    String longNumber = withExtra("1".repeat(20));
    String tooLongNumber = withExtra("1".repeat(21));

    assertThat(SignedJson.value(Bytes.utf8(deep))).isEqualTo(VALUE);
    assertThat(SignedJson.value(Bytes.utf8(longNumber))).isEqualTo(VALUE);
    assertThatThrownBy(() -> SignedJson.value(Bytes.utf8(tooDeep)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> SignedJson.value(Bytes.utf8(tooLongNumber)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void mistakes_in_utf8_and_too_many_bytes_are_malformed() {
    byte[] overlong = VALUE.text().getBytes(StandardCharsets.UTF_8);
    overlong[overlong.length - 5] = (byte) 0xC0;
    Bytes huge = Bytes.utf8(withExtra("\"" + "x".repeat(SignedJson.MAX_BYTES) + "\""));

    assertThatThrownBy(() -> SignedJson.value(Bytes.wrap(overlong))).hasMessage("not UTF-8");
    assertThatThrownBy(() -> SignedJson.value(huge)).hasMessageContaining("65536");
  }

  @Test
  void an_array_has_different_owners_of_the_mode_controlled() {
    String a = People.controlled(People.A, "k", "a").text();
    String again = People.controlled(People.A, "k", "b").text();

    assertThatThrownBy(() -> SignedJson.holding("[" + a + ", " + again + "]"))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> SignedJson.holding("[" + VALUE.text() + "]"))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> SignedJson.holding("[]")).isInstanceOf(MalformedException.class);
  }

  @Test
  void any_text_is_read_or_malformed_and_what_is_read_has_the_text_it_is_read_from() {
    List<byte[]> samples =
        List.of(
            VALUE.text().getBytes(StandardCharsets.UTF_8),
            People.controlled(People.B, "k", "déjà 🚀").text().getBytes(StandardCharsets.UTF_8));

    Property.forAll(Mutations.of(samples, 600)).tries(20_000).check(SignedJsonTest::checkAny);
  }

  static void checkAny(byte[] bytes) throws MalformedException {
    SignedValue value;
    try {
      value = SignedJson.value(Bytes.wrap(bytes));
    } catch (MalformedException refused) {
      return;
    }
    assertThat(SignedJson.value(Bytes.utf8(value.text()))).isEqualTo(value);
  }

  private static String withExtra(String member) {
    return "{\"extra\": " + member + ", " + VALUE.text().substring(1);
  }

  private static SignedValue anyValue(RandomGenerator random) {
    PublicKeyText key =
        new PublicKeyText(
            anyText(random, 0),
            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()));
    PersistMode mode = random.nextBoolean() ? PersistMode.SECURED : PersistMode.CONTROLLED;
    return new SignedValue(new Authorization(anyText(random, 0), key), anyText(random, 1), mode);
  }

  private static String anyText(RandomGenerator random, int least) {
    StringBuilder text = new StringBuilder();
    int length = least + random.nextInt(20);
    while (text.length() < length) {
      int point = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
      if (point < 0xD800 || point > 0xDFFF) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }
}
