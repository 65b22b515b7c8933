package dev.kith.mainline.bencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.mainline.Vectors;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BencodeDecoderTest {
  private static final BencodeDecoder STRICT = BencodeDecoder.strict(Limits.DATAGRAM);
  private static final BencodeDecoder LENIENT = BencodeDecoder.lenient(Limits.DATAGRAM);

  static Stream<String> accepted() {
    return Vectors.each("/bencode/accept_text").map(node -> node.asString());
  }

  static Stream<String> rejected() {
    return Vectors.each("/bencode/reject_strict_text").map(node -> node.asString());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void canonical_values_are_read_and_written_back_the_same(String text) throws Exception {
    Bytes encoded = Vectors.latin(text);

    BValue value = STRICT.decode(encoded);

    assertThat(BencodeEncoder.encode(value)).isEqualTo(encoded);
    assertThat(value.raw()).isEqualTo(encoded);
    assertThat(value.isCanonical()).isTrue();
    assertThat(BencodeEncoder.sizeOf(value)).isEqualTo(encoded.length());
    assertThat(LENIENT.decode(encoded)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void the_strict_decoder_refuses_what_is_not_canonical(String text) {
    assertThatThrownBy(() -> STRICT.decode(Vectors.latin(text)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void the_lenient_decoder_sorts_keys_and_remembers_that_they_were_not() throws Exception {
    Bytes encoded = Vectors.latin("d1:bi1e1:ali2eee");

    BDict dict = (BDict) LENIENT.decode(encoded);

    assertThat(dict.key(0)).isEqualTo(Bytes.utf8("a"));
    assertThat(dict.isCanonical()).isFalse();
    assertThat(dict.raw()).isEqualTo(encoded);
    assertThat(BencodeEncoder.encode(dict)).isEqualTo(Vectors.latin("d1:ali2ee1:bi1ee"));
    assertThat(dict).isEqualTo(STRICT.decode(Vectors.latin("d1:ali2ee1:bi1ee")));
  }

  @Test
  void disorder_deep_inside_makes_the_values_around_it_uncanonical_and_no_others()
      throws Exception {
    BDict dict = (BDict) LENIENT.decode(Vectors.latin("d1:ald1:bi1e1:ai2eee1:cd1:ai1e1:bi2eee"));

    assertThat(dict.isCanonical()).isFalse();
    assertThat(dict.list("a").isCanonical()).isFalse();
    assertThat(dict.dict("c").isCanonical()).isTrue();
  }

  @Test
  void the_lenient_decoder_ignores_what_follows_the_value() throws Exception {
    assertThat(LENIENT.decode(Vectors.latin("dexx"))).isEqualTo(BDict.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d1:ai1e1:ai2ee",
        "d1:bi1e1:ai2e1:bi3ee",
        "i-0e",
        "i03e",
        "03:abc",
        "d1:ae",
        "di1e1:ae",
        "li1e",
        "99999999999:a",
        "i9223372036854775808e",
        "i-9223372036854775809e",
        "i99999999999999999999e",
        "e",
        "1:"
      })
  void even_the_lenient_decoder_refuses(String text) {
    assertThatThrownBy(() -> LENIENT.decode(Vectors.latin(text)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void strings_share_one_copy_of_the_input() throws Exception {
    byte[] input = "4:spam".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    BValue value = LENIENT.decode(input, input.length);
    input[2] = 'X';

    assertThat(value).isEqualTo(BString.of("spam"));
  }

  @Test
  void nesting_is_limited() throws Exception {
    BencodeDecoder decoder = BencodeDecoder.lenient(new Limits(1_000, 1_000, 1, 16));

    assertThat(decoder.decode(nested(16)).depth()).isEqualTo(16);
    assertThatThrownBy(() -> decoder.decode(nested(17))).hasMessage("nested too deep");
  }

  @Test
  void tokens_are_limited_by_number_in_a_short_input_and_by_length_in_a_long_one()
      throws Exception {
    BencodeDecoder decoder = BencodeDecoder.lenient(new Limits(1_000, 10, 4, 16));

    assertThat(((BList) decoder.decode(strings(9, 0))).size()).isEqualTo(9);
    assertThatThrownBy(() -> decoder.decode(strings(10, 0))).hasMessage("too many tokens");
    assertThat(((BList) decoder.decode(strings(20, 4))).size()).isEqualTo(20);
  }

  @Test
  void bytes_are_limited() {
    BencodeDecoder decoder = BencodeDecoder.strict(new Limits(10, 10, 4, 16));

    assertThatThrownBy(() -> decoder.decode(Vectors.latin("9:123456789")))
        .hasMessage("too many bytes");
  }

  @Test
  void a_complaint_says_where() {
    assertThatThrownBy(() -> STRICT.decode(Vectors.latin("li1ei02ee")))
        .isInstanceOfSatisfying(
            MalformedException.class, why -> assertThat(why.offset()).isEqualTo(6));
  }

  private static Bytes nested(int depth) {
    return Vectors.latin("l".repeat(depth) + "e".repeat(depth));
  }

  private static Bytes strings(int count, int length) {
    return Vectors.latin("l" + (length + ":" + "x".repeat(length)).repeat(count) + "e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"l0:e", "li0ee", "l1:xe", "d0:0:e", "llee", "i10e", "li10ee"})
  void many_small_parts_take_at_most_sixteen_times_their_bytes(String part) throws Exception {
    int count = 480 / Math.max(1, STRICT.decode(Vectors.latin(part)).tokens());
    byte[] encoded = Vectors.latin("l" + part.repeat(count) + "e").toArray();
    var _ = LENIENT.decode(encoded, encoded.length); // whatever is done once only

    long before = allocated();
    BValue value = LENIENT.decode(encoded, encoded.length);
    long taken = allocated() - before;

    assertThat(value.tokens()).isGreaterThan(300);
    assertThat(taken).isLessThan(16L * encoded.length);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
