package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.bencode.Limits;
import java.util.ArrayDeque;
import java.util.Deque;

/// Walks over bencoded bytes and stops at each string and integer, knowing the path to it and where
/// it lies. Meant for input the decoder has accepted, at least up to the limit given; it stops at
/// the first thing it cannot read, and where values nest deeper than the decoder goes.
final class FieldScanner {
  private final Bytes input;
  private final int limit;
  private final Deque<Container> open = new ArrayDeque<>();

  private int position;
  private boolean ended;
  private String path = "";
  private int valueOffset;
  private boolean string;
  private Bytes stringValue = Bytes.EMPTY;
  private long integerValue;

  /// An open list or dictionary.
  private static final class Container {
    final String path;
    final boolean dict;
    boolean keyRead;
    String key = "";
    int index;

    Container(String path, boolean dict) {
      this.path = path;
      this.dict = dict;
    }

    String child() {
      if (!dict) {
        return path + "[" + index + "]";
      }
      return path.isEmpty() ? key : path + "." + key;
    }
  }

  FieldScanner(Bytes input, int limit) {
    this.input = input;
    this.limit = limit;
  }

  /// Goes to the next string or integer that is a value; false if there is none.
  boolean next() {
    while (!ended && position < limit) {
      byte letter = input.at(position);
      Container container = open.peek();
      boolean atKey = container != null && container.dict && !container.keyRead;
      if (letter == 'e' && container != null) {
        position++;
        open.pop();
        endValue();
      } else if (letter == 'd' || letter == 'l') {
        if (open.size() == Limits.DATAGRAM.depth()) {
          ended = true; // each level has a longer path
          break;
        }
        open.push(new Container(container == null ? "" : container.child(), letter == 'd'));
        position++;
      } else if (letter == 'i' ? !readInteger() : !readString()) {
        ended = true;
      } else if (atKey && string) {
        container.key = FieldMeanings.key(stringValue);
        container.keyRead = true;
      } else {
        path = container == null ? "" : container.child();
        endValue();
        return true;
      }
    }
    return false;
  }

  /// Where the walk has come to: after the last value, the end of the message.
  int position() {
    return position;
  }

  String path() {
    return path;
  }

  int valueOffset() {
    return valueOffset;
  }

  boolean isString() {
    return string;
  }

  Bytes string() {
    return stringValue;
  }

  long integer() {
    return integerValue;
  }

  private void endValue() {
    Container container = open.peek();
    if (container == null) {
      ended = true;
    } else {
      container.keyRead = false;
      container.index++;
    }
  }

  private boolean readInteger() {
    int end = indexOf('e');
    if (end < 0) {
      return false;
    }
    try {
      integerValue = Long.parseLong(ascii(position + 1, end));
    } catch (NumberFormatException broken) {
      return false;
    }
    string = false;
    valueOffset = position;
    position = end + 1;
    return true;
  }

  private boolean readString() {
    int colon = indexOf(':');
    if (colon < 0 || colon - position > 5) {
      return false;
    }
    int length;
    try {
      length = Integer.parseInt(ascii(position, colon));
    } catch (NumberFormatException broken) {
      return false;
    }
    if (length < 0 || length > limit - colon - 1) {
      return false;
    }
    string = true;
    valueOffset = colon + 1;
    stringValue = input.slice(valueOffset, length);
    position = valueOffset + length;
    return true;
  }

  private int indexOf(char letter) {
    for (int i = position; i < limit; i++) {
      if (input.at(i) == letter) {
        return i;
      }
    }
    return -1;
  }

  private String ascii(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      text.append((char) (input.at(i) & 0x7f));
    }
    return text.toString();
  }
}
