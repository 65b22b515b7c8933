package dev.kith.mainline.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import dev.kith.testkit.Seed;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

final class SigningKeyTest {
  @Test
  void a_seed_and_its_expanded_form_sign_alike() {
    Property.forAll(Gen.bytes(0, 200))
        .tries(50)
        .check(
            message -> {
              byte[] seed = MessageDigest.getInstance("SHA-256").digest(message);
              byte[] expanded = MessageDigest.getInstance("SHA-512").digest(seed);
              expanded[0] &= (byte) 0xf8;
              expanded[31] &= 0x7f;
              expanded[31] |= 0x40;
              SigningKey one = SigningKey.of(Bytes.wrap(seed));
              SigningKey other = SigningKey.of(Bytes.wrap(expanded));
              Bytes text = Bytes.copyOf(message);

              assertThat(other.publicKey()).isEqualTo(one.publicKey());
              assertThat(other.sign(text)).isEqualTo(one.sign(text));
              assertThat(Ed25519.verify(one.publicKey(), text, one.sign(text))).isTrue();
            });
  }

  @Test
  void nothing_but_the_signature_verifies() {
    SigningKey key = SigningKey.random(Seed.random());
    Bytes message = Bytes.utf8("message");
    byte[] spoiled = key.sign(message).toArray();
    spoiled[5] ^= 1;

    assertThat(Ed25519.verify(key.publicKey(), message, Bytes.wrap(spoiled))).isFalse();
    assertThat(Ed25519.verify(key.publicKey(), Bytes.utf8("massage"), key.sign(message))).isFalse();
    assertThat(Ed25519.verify(key.publicKey(), message, Bytes.EMPTY)).isFalse();
    assertThat(Ed25519.verify(Bytes.EMPTY, message, key.sign(message))).isFalse();
    assertThat(Ed25519.verify(Bytes.hex("02" + "ff".repeat(31)), message, key.sign(message)))
        .isFalse();
  }

  @Test
  void a_private_key_has_32_or_64_bytes() {
    assertThatThrownBy(() -> SigningKey.of(Bytes.wrap(new byte[33])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("33");
    assertThatThrownBy(() -> SigningKey.of(Bytes.wrap(new byte[64])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_key_does_not_show_its_private_part() {
    SigningKey key = SigningKey.of(Bytes.wrap(new byte[32]));

    assertThat(key).hasToString("SigningKey[" + key.publicKey() + "]");
  }
}
