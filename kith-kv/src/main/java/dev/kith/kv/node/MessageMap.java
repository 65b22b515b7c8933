package dev.kith.kv.node;

import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.signed.Authorization;
import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.PublicKeyText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A node's message as the map that answers a `find_value`.
final class MessageMap {
  /// The member that says what is held.
  static final String DATA = "data";

  private static final String SECURED = "SECURED";

  private MessageMap() {}

  /// The map of a message, with its members in the order of the original.
  static MsgValue.Map of(NodeMessage message) {
    PublicKeyText publicKey = message.authorization().publicKey();
    OptionalLong expTime = publicKey.expTime();
    LinkedHashMap<MsgValue, MsgValue> key = new LinkedHashMap<>();
    put(key, "key", text(publicKey.key()));
    put(
        key,
        "exp_time",
        expTime.isPresent() ? MsgValue.Int.of(expTime.getAsLong()) : MsgValue.Nil.NIL);
    LinkedHashMap<MsgValue, MsgValue> authorization = new LinkedHashMap<>();
    put(authorization, "sign", text(message.authorization().sign()));
    put(authorization, "pub_key", new MsgValue.Map(key));
    LinkedHashMap<MsgValue, MsgValue> all = new LinkedHashMap<>();
    put(all, "authorization", new MsgValue.Map(authorization));
    put(all, DATA, message.data().map(MessageMap::text).orElse(MsgValue.Nil.NIL));
    switch (message.form()) {
      case WITH_MODE -> put(all, "persist_mode", text(SECURED));
      case WITHOUT_MODE -> {}
    }
    return new MsgValue.Map(all);
  }

  private static void put(Map<MsgValue, MsgValue> map, String name, MsgValue value) {
    map.put(text(name), value);
  }

  private static MsgValue text(String text) {
    return new MsgValue.Str(text);
  }

  /// The message that `map` is, of either form; empty if it is none, such as a hit of the plain
  /// profile.
  static Optional<NodeMessage> read(MsgValue.Map map) {
    if (!(map.find("authorization") instanceof MsgValue.Map authorization
        && authorization.find("sign") instanceof MsgValue.Str(String sign)
        && authorization.find("pub_key") instanceof MsgValue.Map publicKey
        && publicKey.find("key") instanceof MsgValue.Str(String key)
        && map.find(DATA) instanceof MsgValue.Str(String data))) {
      return Optional.empty();
    }
    Optional<OptionalLong> expTime = expTime(publicKey.find("exp_time"));
    Optional<NodeMessage.Form> form = form(map.find("persist_mode"));
    if (expTime.isEmpty() || form.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new NodeMessage(
            new Authorization(sign, new PublicKeyText(key, expTime.get())),
            Optional.of(data),
            form.get()));
  }

  private static Optional<OptionalLong> expTime(@Nullable MsgValue value) {
    if (value instanceof MsgValue.Int(long seconds, boolean large) && !large) {
      return Optional.of(OptionalLong.of(seconds));
    }
    return value instanceof MsgValue.Nil ? Optional.of(OptionalLong.empty()) : Optional.empty();
  }

  private static Optional<NodeMessage.Form> form(@Nullable MsgValue mode) {
    if (mode == null) {
      return Optional.of(NodeMessage.Form.WITHOUT_MODE);
    }
    return mode instanceof MsgValue.Str(String text) && text.equals(SECURED)
        ? Optional.of(NodeMessage.Form.WITH_MODE)
        : Optional.empty();
  }
}
