package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.kv.signed.Holding.Controlled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Reads values, holdings and messages from JSON, and is the only class that knows the library
/// behind it.
///
/// Strict and bounded: UTF-8 without mistakes, one JSON text and nothing after it, no member twice,
/// nesting up to 16, numbers of up to 20 characters. Members that nobody knows are ignored. Safe
/// for use by several threads.
public final class SignedJson {
  /// The longest value or holding that is read: an HTTP body, or all that a datagram holds.
  public static final int MAX_BYTES = 64 * 1024;

  /// The longest message: one that has a holding with many escapes in it.
  public static final int MAX_MESSAGE_BYTES = 4 * MAX_BYTES;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 20;
  private static final int MAX_NAME_LENGTH = 256;

  // Names are not shared between documents: strangers choose them.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_MESSAGE_BYTES)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxStringLength(MAX_BYTES)
                  .build())
          .build();

  private final JsonParser parser;

  private SignedJson(String json) {
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  /// The value that `json` is, in UTF-8.
  ///
  /// @throws MalformedException if it is not the JSON of one value
  public static SignedValue value(Bytes json) throws MalformedException {
    return read(text(json, MAX_BYTES), SignedJson::value);
  }

  /// The holding that `json` is: an object, or an array of objects.
  ///
  /// @throws MalformedException if it is neither, or no such holding can be
  public static Holding holding(String json) throws MalformedException {
    return read(bounded(json, MAX_BYTES), SignedJson::holding);
  }

  /// The message of a node that `json` is, in UTF-8, of either form.
  ///
  /// @throws MalformedException if it is none
  public static NodeMessage message(Bytes json) throws MalformedException {
    return read(text(json, MAX_MESSAGE_BYTES), SignedJson::message);
  }

  private interface Reading<T> {
    T read(SignedJson json) throws MalformedException;
  }

  private static <T> T read(String text, Reading<T> reading) throws MalformedException {
    try {
      SignedJson json = new SignedJson(text);
      json.parser.nextToken();
      T result = reading.read(json);
      if (json.parser.nextToken() != null) {
        throw json.malformed("something after the JSON text");
      }
      return result;
    } catch (JacksonException notJson) {
      throw new MalformedException("not JSON within the limits", offset(notJson));
    } catch (IllegalArgumentException impossible) {
      // What the parts say of themselves when they are made.
      throw new MalformedException(String.valueOf(impossible.getMessage()), 0);
    }
  }

  private static String text(Bytes json, int most) throws MalformedException {
    if (json.length() > most) {
      throw tooLong(most);
    }
    return json.asUtf8().orElseThrow(() -> new MalformedException("not UTF-8", 0));
  }

  private static String bounded(String json, int most) throws MalformedException {
    if (json.length() > most) {
      throw tooLong(most);
    }
    return json;
  }

  private static MalformedException tooLong(int most) {
    return new MalformedException("JSON of more than " + most + " bytes", most);
  }

  private Holding holding() throws MalformedException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return Holding.of(value());
    }
    List<SignedValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (values.size() == Controlled.MOST_OWNERS) {
        throw malformed("more than 64 owners");
      }
      values.add(value());
    }
    return new Controlled(values);
  }

  private SignedValue value() throws MalformedException {
    requireObject("a value");
    Authorization authorization = null;
    String data = null;
    String mode = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (memberName()) {
        case "authorization" -> authorization = authorization();
        case "data" -> data = string("data");
        case "persist_mode" -> mode = string("persist_mode");
        default -> parser.skipChildren();
      }
    }
    PersistMode known =
        PersistMode.named(required("persist_mode", mode))
            .orElseThrow(() -> malformed("persist_mode is neither SECURED nor CONTROLLED"));
    return new SignedValue(required("authorization", authorization), required("data", data), known);
  }

  private NodeMessage message() throws MalformedException {
    requireObject("a message");
    Authorization authorization = null;
    Optional<String> data = null;
    NodeMessage.Form form = NodeMessage.Form.WITHOUT_MODE;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (memberName()) {
        case "authorization" -> authorization = authorization();
        case "data" ->
            data =
                parser.currentToken() == JsonToken.VALUE_NULL
                    ? Optional.empty()
                    : Optional.of(string("data"));
        case "persist_mode" -> {
          if (!string("persist_mode").equals(PersistMode.SECURED.name())) {
            throw malformed("the persist_mode of a message is SECURED");
          }
          form = NodeMessage.Form.WITH_MODE;
        }
        default -> parser.skipChildren();
      }
    }
    return new NodeMessage(required("authorization", authorization), required("data", data), form);
  }

  private Authorization authorization() throws MalformedException {
    requireObject("authorization");
    String sign = null;
    PublicKeyText publicKey = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (memberName()) {
        case "sign" -> sign = string("sign");
        case "pub_key" -> publicKey = publicKey();
        default -> parser.skipChildren();
      }
    }
    return new Authorization(required("sign", sign), required("pub_key", publicKey));
  }

  private PublicKeyText publicKey() throws MalformedException {
    requireObject("pub_key");
    String key = null;
    OptionalLong expTime = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (memberName()) {
        case "key" -> key = string("key");
        case "exp_time" -> expTime = expTime();
        default -> parser.skipChildren();
      }
    }
    return new PublicKeyText(required("key", key), required("exp_time", expTime));
  }

  private OptionalLong expTime() throws MalformedException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> OptionalLong.empty();
      case VALUE_NUMBER_INT -> OptionalLong.of(parser.getLongValue());
      default -> throw malformed("exp_time is neither null nor an integer");
    };
  }

  /// Moves from a member's name to what it holds.
  private String memberName() {
    String name = parser.currentName();
    parser.nextToken();
    return name;
  }

  private String string(String member) throws MalformedException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw malformed(member + " is not text");
    }
    return parser.getString();
  }

  private void requireObject(String what) throws MalformedException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw malformed(what + " is not an object");
    }
  }

  private <T> T required(String member, @Nullable T read) throws MalformedException {
    if (read == null) {
      throw malformed(member + " is missing");
    }
    return read;
  }

  private MalformedException malformed(String reason) {
    return new MalformedException(reason, (int) parser.currentTokenLocation().getCharOffset());
  }

  private static int offset(JacksonException notJson) {
    return notJson.getLocation() == null
        ? 0
        : (int) Math.max(0, notJson.getLocation().getCharOffset());
  }
}
