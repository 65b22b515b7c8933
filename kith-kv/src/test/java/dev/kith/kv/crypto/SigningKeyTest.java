package dev.kith.kv.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class SigningKeyTest {
  private static final Bytes ONE = Bytes.hex("00".repeat(31) + "01");

  @Test
  void the_key_one_has_the_base_point_for_its_public_key() {
    SigningKey key = SigningKey.of(ONE);

    assertThat(key.publicKey().toHex())
        .isEqualTo("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
    assertThat(key.privateKey()).isEqualTo(ONE);
    assertThat(key).hasToString("SigningKey[" + key.publicKey() + "]");
  }

  @Test
  void what_a_key_signs_verifies_and_nothing_like_it_does() {
    Property.check(
        60,
        random -> {
          SigningKey key = SigningKey.random(random);
          Bytes digest = bytes(random, 32);
          Bytes signature = key.sign(digest);

          assertThat(signature).isEqualTo(SigningKey.of(key.privateKey()).sign(digest));
          assertThat(Secp256k1.verify(key.publicKey(), digest, signature)).isTrue();
          assertThat(Secp256k1.verify(key.publicKey(), flipped(digest, random), signature))
              .isFalse();
          assertThat(Secp256k1.verify(key.publicKey(), digest, flipped(signature, random)))
              .isFalse();
          assertThat(Secp256k1.verify(flipped(key.publicKey(), random), digest, signature))
              .isFalse();
          assertThat(Secp256k1.verify(key.publicKey(), digest, highTwin(signature))).isFalse();
        });
  }

  @Test
  void any_bytes_are_a_signature_or_not_and_never_an_error() {
    Property.forAll(Gen.bytes(0, 70))
        .tries(2_000)
        .check(
            bytes ->
                assertThat(Secp256k1.verify(Bytes.wrap(bytes), ONE, Bytes.hex("11".repeat(64))))
                    .isFalse());
  }

  @Test
  void private_keys_out_of_range_are_refused() {
    Bytes order = number(Secp256k1.ORDER);

    assertThatThrownBy(() -> SigningKey.of(order)).hasMessageContaining("below the order");
    assertThatThrownBy(() -> SigningKey.of(Bytes.hex("00".repeat(32))))
        .hasMessageContaining("from 1");
    assertThatThrownBy(() -> SigningKey.of(Bytes.hex("01"))).hasMessageContaining("has 1");
    assertThat(SigningKey.of(number(Secp256k1.ORDER.subtract(BigInteger.ONE)))).isNotNull();
  }

  @Test
  void only_digests_are_signed() {
    assertThatThrownBy(() -> SigningKey.of(ONE).sign(Bytes.hex("aa")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_point_at_infinity_is_no_key() {
    Bytes signature = SigningKey.of(ONE).sign(ONE);

    assertThat(Secp256k1.verify(Bytes.hex("00"), ONE, signature)).isFalse();
    assertThat(Secp256k1.verify(Bytes.hex("00".repeat(33)), ONE, signature)).isFalse();
    assertThat(Secp256k1.verify(Bytes.EMPTY, ONE, signature)).isFalse();
  }

  @Test
  void hybrid_keys_are_read_by_the_parity_of_y() {
    // The uncompressed point of the key one; its y is even.
    String xy =
        "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
            + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
    Bytes signature = SigningKey.of(ONE).sign(ONE);

    assertThat(Secp256k1.verify(Bytes.hex("04" + xy), ONE, signature)).isTrue();
    assertThat(Secp256k1.verify(Bytes.hex("06" + xy), ONE, signature)).isTrue();
    assertThat(Secp256k1.verify(Bytes.hex("07" + xy), ONE, signature)).isFalse();
    assertThat(Secp256k1.verify(Bytes.hex("05" + xy), ONE, signature)).isFalse();
  }

  private static Bytes highTwin(Bytes signature) {
    BigInteger s = new BigInteger(1, signature.slice(32, 32).toArray());
    return signature.slice(0, 32).concat(number(Secp256k1.ORDER.subtract(s)));
  }

  private static Bytes number(BigInteger number) {
    String hex = number.toString(16);
    return Bytes.hex("0".repeat(64 - hex.length()) + hex);
  }

  private static Bytes bytes(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private static Bytes flipped(Bytes bytes, RandomGenerator random) {
    byte[] changed = bytes.toArray();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return Bytes.wrap(changed);
  }
}
