package dev.kith.mainline.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.Vectors;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BencodeEncoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class TorrentLinkTest {
  static Stream<JsonNode> published() {
    return Vectors.each("/bep46/cases");
  }

  @ParameterizedTest
  @MethodSource("published")
  void published_links_are_read_and_written_and_lead_to_their_target(JsonNode vector) {
    String magnet = vector.required("magnet_text").asString();

    TorrentLink link = TorrentLink.parse(magnet);

    assertThat(link.publicKey()).isEqualTo(Vectors.hex(vector, "public_key"));
    assertThat(link.salt()).isEqualTo(Vectors.hex(vector, "salt"));
    assertThat(link.target().bytes()).isEqualTo(Vectors.hex(vector, "target"));
    assertThat(link.toMagnet()).isEqualTo(magnet);
  }

  @Test
  void other_parameters_are_ignored() {
    String key = "ab".repeat(32);

    TorrentLink link = TorrentLink.parse("magnet:?dn=name&s=6e&xs=urn:btpk:" + key + "&tr=x");

    assertThat(link).isEqualTo(new TorrentLink(Bytes.hex(key), Bytes.hex("6e")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "magnet:?xt=urn:btih:00",
        "http://example.com/?xs=urn:btpk:00",
        "magnet:?xs=urn:btpk:00",
        "magnet:?xs=urn:btpk:zz"
      })
  void what_is_no_such_link_is_refused_with_the_text(String text) {
    assertThatThrownBy(() -> TorrentLink.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void the_stored_value_names_the_info_hash() {
    Bytes encoded = Vectors.hex(Vectors.at("/bep46/value_example"), "bencoded");
    NodeId infoHash = NodeId.hex("000102030405060708090a0b0c0d0e0f10111213");

    assertThat(BencodeEncoder.encode(TorrentLink.value(infoHash))).isEqualTo(encoded);
    assertThat(TorrentLink.infoHash(ImmutableItem.ofEncoded(encoded).value())).contains(infoHash);
    assertThat(TorrentLink.infoHash(new BInteger(1))).isEmpty();
    assertThat(TorrentLink.infoHash(BDict.builder().put("ih", Bytes.utf8("short")).build()))
        .isEmpty();
  }
}
