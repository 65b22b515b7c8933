package dev.kith.mainline.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BencodePropertiesTest {
  private static final BencodeDecoder STRICT = BencodeDecoder.strict(Limits.DATAGRAM);

  // Canonical form may be shorter than what was read, and so be allowed fewer tokens.
  private static final BencodeDecoder STRICT_WITH_ROOM =
      BencodeDecoder.strict(new Limits(65_507, 65_507, 4, 16));
  private static final BencodeDecoder LENIENT = BencodeDecoder.lenient(Limits.DATAGRAM);

  @Test
  void every_value_survives_encoding_and_decoding() {
    Property.forAll(Values.any())
        .check(
            value -> {
              Bytes encoded = BencodeEncoder.encode(value);
              BValue decoded = STRICT.decode(encoded);

              assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
              assertThat(decoded.raw()).isEqualTo(encoded);
              assertThat(decoded.isCanonical()).isTrue();
              assertThat(decoded.depth()).isEqualTo(value.depth());
              assertThat(BencodeEncoder.sizeOf(value)).isEqualTo(encoded.length());
              assertThat(LENIENT.decode(encoded)).isEqualTo(value);
            });
  }

  @Test
  void what_the_strict_decoder_accepts_is_canonical_and_the_lenient_one_reads_it_the_same() {
    List<byte[]> samples = new ArrayList<>();
    Property.forAll(Values.any())
        .tries(200)
        .check(value -> samples.add(BencodeEncoder.encode(value).toArray()));

    Property.forAll(Mutations.of(samples, 600))
        .tries(100_000)
        .check(bytes -> checkBothDecoders(Bytes.wrap(bytes)));
  }

  @Test
  void what_follows_a_value_lends_it_its_length() throws MalformedException {
    String value = "l" + "le".repeat(550) + "e";

    checkBothDecoders(Bytes.utf8(value + "x".repeat(1_200)));
  }

  static void checkBothDecoders(Bytes input) throws MalformedException {
    BValue strict = decode(STRICT, input);
    BValue lenient = decode(LENIENT, input);
    if (strict != null) {
      assertThat(BencodeEncoder.encode(strict)).isEqualTo(input);
      assertThat(lenient).isEqualTo(strict);
    }
    if (lenient != null) {
      Bytes canonical = BencodeEncoder.encode(lenient);
      assertThat(STRICT_WITH_ROOM.decode(canonical)).isEqualTo(lenient);
      assertThat(lenient.raw()).isEqualTo(input.slice(0, lenient.raw().length()));
      assertThat(lenient.isCanonical()).isEqualTo(lenient.raw().equals(canonical));
    }
  }

  private static BValue decode(BencodeDecoder decoder, Bytes input) {
    try {
      return decoder.decode(input);
    } catch (MalformedException refused) {
      return null;
    }
  }
}
