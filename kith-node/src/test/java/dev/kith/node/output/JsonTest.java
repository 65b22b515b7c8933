package dev.kith.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
  private static final JsonMapper JACKSON = new JsonMapper();

  @Test
  void every_kind_of_value_has_its_json_form() {
    Fields fields =
        Fields.of("text", "a\"b\\c")
            .and("number", 3L)
            .and("double", 1.5)
            .and("nan", Double.NaN)
            .and("truth", true)
            .and("bytes", Bytes.hex("00ff"))
            .and("endpoint", Endpoint.loopback(7))
            .and("list", List.of(1, "two", List.of()))
            .and("inner", Fields.none());

    assertThat(Json.write(fields))
        .isEqualTo(
            "{\"text\":\"a\\\"b\\\\c\",\"number\":3,\"double\":1.5,\"nan\":null,\"truth\":true,"
                + "\"bytes\":\"00ff\",\"endpoint\":\"127.0.0.1:7\",\"list\":[1,\"two\",[]],"
                + "\"inner\":{}}");
  }

  @Test
  void any_text_survives_and_stays_on_one_line() {
    StringBuilder all = new StringBuilder();
    for (int point = 0; point < 0x3000; point++) {
      all.appendCodePoint(point);
    }
    all.append("👩\u200d🚀").append('\ud800');

    String json = Json.write(Fields.of("all", all.toString()));

    JsonNode read = JACKSON.readTree(json);
    assertThat(read.get("all").asString()).isEqualTo(all.toString());
    assertThat(json.lines()).hasSize(1);
    assertThat(json).doesNotContain("\u2028");
  }
}
