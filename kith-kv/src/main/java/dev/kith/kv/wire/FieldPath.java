package dev.kith.kv.wire;

import dev.kith.kv.msgpack.MsgScanner;
import java.util.ArrayDeque;
import java.util.Deque;

/// The name of each field while the items of a payload pass by: `function` and `arguments[1]` in a
/// request, `answer[0][1]` or `answer.value` in a response.
final class FieldPath {
  private static final int DEEPEST = 64;

  private final boolean isRequest;
  private final Deque<Container> open = new ArrayDeque<>();

  FieldPath(boolean isRequest) {
    this.isRequest = isRequest;
  }

  private static final class Container {
    final String name;
    final boolean isMap;
    final int size;
    int next;
    String key = "";

    Container(String name, boolean isMap, int size) {
      this.name = name;
      this.isMap = isMap;
      this.size = size;
    }

    boolean isAtKey() {
      return isMap && next % 2 == 0;
    }
  }

  /// The name of the item that comes next; empty for the payload of a request as a whole.
  String name() {
    Container inner = open.peek();
    if (inner == null) {
      return isRequest ? "" : "answer";
    }
    if (open.size() == 1 && isRequest) {
      return switch (inner.next) {
        case 0 -> "function";
        case 1 -> "arguments";
        default -> "[" + inner.next + "]";
      };
    }
    if (inner.isMap) {
      return inner.isAtKey()
          ? inner.name + ", key " + (inner.next / 2 + 1)
          : inner.name + "." + inner.key;
    }
    return inner.name + "[" + inner.next + "]";
  }

  /// The item has passed: it opens a container, or is shown as `text`.
  void step(MsgScanner.Kind kind, int size, String text) {
    String name = name();
    Container inner = open.peek();
    if (inner != null) {
      if (inner.isAtKey()) {
        inner.key = text.replace("\"", "");
      }
      inner.next++;
    }
    if (kind == MsgScanner.Kind.ARRAY && size > 0) {
      open.push(new Container(name, false, size));
    } else if (kind == MsgScanner.Kind.MAP && size > 0) {
      open.push(new Container(name, true, 2 * size));
    }
    while (!open.isEmpty() && open.peek().next == open.peek().size) {
      open.pop();
    }
  }

  /// Whether more items belong to the payload. Containers beyond any limit are not followed.
  boolean isOpen() {
    return !open.isEmpty() && open.size() < DEEPEST;
  }
}
