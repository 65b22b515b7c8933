package dev.kith.mainline.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.mainline.Vectors;
import dev.kith.testkit.Seed;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class SecureIdsTest {
  static Stream<JsonNode> fitting() {
    return Stream.of("/bep42/ipv4", "/bep42/ipv4_still_valid").flatMap(Vectors::each);
  }

  static Stream<JsonNode> unfitting() {
    return Vectors.each("/bep42/ipv4_invalid");
  }

  static Stream<JsonNode> checksums() {
    return Stream.of("/bep42/ipv4", "/bep42/ipv6").flatMap(Vectors::each);
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void published_ids_fit_their_addresses(JsonNode vector) {
    assertThat(SecureIds.fits(id(vector, "node_id"), address(vector))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("unfitting")
  void other_ids_do_not(JsonNode vector) {
    assertThat(SecureIds.fits(id(vector, "node_id"), address(vector))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("checksums")
  void the_checksum_is_that_of_the_masked_address(JsonNode vector) {
    int r = vector.required("rand").asInt() & 7;

    int checksum = SecureIds.checksum(address(vector), r);

    assertThat(Integer.toHexString(checksum)).isEqualTo(vector.required("crc32c").asString());
  }

  @Test
  void ids_fit_ipv6_addresses_too() {
    Vectors.each("/bep42/ipv6")
        .forEach(
            vector -> {
              NodeId id = id(vector, "example_valid_node_id");
              assertThat(SecureIds.fits(id, address(vector))).isTrue();
              assertThat(SecureIds.fits(id.flipped(20), address(vector))).isFalse();
              assertThat(SecureIds.fits(id.flipped(21), address(vector))).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.3.4",
        "127.0.0.1",
        "::1",
        "fe80::1"
      })
  void every_id_fits_a_local_address(String address) {
    RandomGenerator random = Seed.random();

    assertThat(SecureIds.fits(NodeId.random(20, random), Address.parse(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"124.31.75.21", "8.8.8.8", "2001:db8::1", "2a02:8071:1::1"})
  void made_ids_fit_and_differ(String text) {
    RandomGenerator random = Seed.random();
    Address address = Address.parse(text);

    NodeId first = SecureIds.random(address, random);
    NodeId second = SecureIds.random(address, random);

    assertThat(SecureIds.fits(first, address)).isTrue();
    assertThat(SecureIds.fits(second, address)).isTrue();
    assertThat(first).isNotEqualTo(second);
    assertThat(SecureIds.fits(first.flipped(3), address)).isFalse();
  }

  private static NodeId id(JsonNode vector, String name) {
    return NodeId.of(Vectors.hex(vector, name));
  }

  private static Address address(JsonNode vector) {
    return Address.parse(vector.required("ip").asString());
  }
}
