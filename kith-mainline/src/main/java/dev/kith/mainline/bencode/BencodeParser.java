package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// One run of a [BencodeDecoder] over one input.
///
/// Finished parts wait on a stack. An open container remembers where on the stack its parts begin;
/// when it ends they are replaced by the one value they make. In an open dictionary keys and values
/// alternate on the stack, so an even number of parts means that a key comes next.
///
/// Invariants: the stack never holds more than the token limit; `position` never passes the end of
/// the input without a complaint; a string is cut only after its length was compared with what is
/// left.
final class BencodeParser {
  // Most strings in a message are keys of one letter; there is one object for each.
  private static final Bytes[] LETTERS = letters();

  private final byte[] bytes;
  private final Bytes input; // the same bytes, to cut strings from
  private final int length;
  private final int maxDepth;
  private final boolean strict;

  private int tokensLeft;
  private int position;

  private Object[] stack = new Object[16];
  private int top;

  // Of the open containers, outermost first; few values nest deeper than messages do.
  private int[] bases = new int[4]; // where on the stack the parts begin
  private int[] starts = new int[4]; // where in the input the container begins
  private long dicts; // bit i: container i is a dictionary
  private long disordered; // bit i: container i, or something in it, is not canonical
  private int depth;

  /// Takes `owned` over.
  BencodeParser(byte[] owned, Limits limits, boolean strict) {
    this.bytes = owned;
    this.input = Bytes.wrap(owned);
    this.length = owned.length;
    this.maxDepth = limits.depth();
    this.strict = strict;
    this.tokensLeft = limits.tokensIn(length);
  }

  BValue parse() throws MalformedException {
    do {
      step();
    } while (depth > 0);
    if (strict && position < length) {
      throw malformed("bytes after the value");
    }
    return (BValue) stack[0];
  }

  private void step() throws MalformedException {
    byte letter = peek();
    boolean atKey = isDict(depth - 1) && ((top - bases[depth - 1]) & 1) == 0;
    if (letter >= '0' && letter <= '9') {
      countToken();
      Bytes string = string();
      if (atKey) {
        checkOrder(string);
        push(string);
      } else {
        push(string.isEmpty() ? BString.EMPTY : new BString(string));
      }
    } else if (letter == 'e' && depth > 0) {
      close(atKey);
    } else if (atKey) {
      throw malformed("a key is not a string");
    } else if (letter == 'i') {
      countToken();
      push(new BInteger(integer()));
    } else if (letter == 'l' || letter == 'd') {
      countToken();
      open(letter == 'd');
    } else {
      throw malformed("not the beginning of a value");
    }
  }

  private void open(boolean dict) throws MalformedException {
    if (depth == maxDepth) {
      throw malformed("nested too deep");
    }
    if (depth == bases.length) {
      bases = Arrays.copyOf(bases, 2 * depth);
      starts = Arrays.copyOf(starts, 2 * depth);
    }
    long bit = 1L << depth;
    dicts = dict ? dicts | bit : dicts & ~bit;
    disordered &= ~bit;
    bases[depth] = top;
    starts[depth++] = position++;
  }

  private void close(boolean atKey) throws MalformedException {
    boolean dict = isDict(depth - 1);
    if (dict && !atKey) {
      throw malformed("a key without a value");
    }
    position++;
    depth--;
    boolean canonical = (disordered >>> depth & 1) == 0;
    if (!canonical && depth > 0) {
      disordered |= 1L << (depth - 1);
    }
    int base = bases[depth];
    if (top
        == base) { // there is one empty list and one empty dictionary, and one way to write each
      push(dict ? BDict.EMPTY : BList.EMPTY);
      return;
    }
    int from = starts[depth];
    BValue value = dict ? dict(base, from, canonical) : list(base, from, canonical);
    Arrays.fill(stack, base, top, null);
    top = base;
    push(value);
  }

  private BList list(int base, int from, boolean canonical) {
    BValue[] items = new BValue[top - base];
    for (int i = 0; i < items.length; i++) {
      items[i] = (BValue) stack[base + i];
    }
    return new BList(items, input, from, position - from, canonical);
  }

  private BDict dict(int base, int from, boolean canonical) throws MalformedException {
    int count = (top - base) / 2;
    Bytes[] keys = new Bytes[count];
    BValue[] values = new BValue[count];
    for (int i = 0; i < count; i++) {
      keys[i] = (Bytes) stack[base + 2 * i];
      values[i] = (BValue) stack[base + 2 * i + 1];
    }
    if (!canonical) {
      sort(keys, values, from);
    }
    return new BDict(keys, values, input, from, position - from, canonical);
  }

  private static void sort(Bytes[] keys, BValue[] values, int at) throws MalformedException {
    TreeMap<Bytes, BValue> sorted = new TreeMap<>();
    for (int i = 0; i < keys.length; i++) {
      if (sorted.put(keys[i], values[i]) != null) {
        throw new MalformedException("a key twice", at);
      }
    }
    int i = 0;
    for (Map.Entry<Bytes, BValue> entry : sorted.entrySet()) {
      keys[i] = entry.getKey();
      values[i++] = entry.getValue();
    }
  }

  /// Compares a key with the one before it.
  private void checkOrder(Bytes key) throws MalformedException {
    if (top == bases[depth - 1]) {
      return;
    }
    int order = compare((Bytes) stack[top - 2], key);
    if (order == 0) {
      throw malformed("a key twice");
    }
    if (order > 0) {
      if (strict) {
        throw malformed("keys out of order");
      }
      disordered |= 1L << (depth - 1);
    }
  }

  private static int compare(Bytes a, Bytes b) {
    // Nearly always the first letter decides.
    int first = a.isEmpty() || b.isEmpty() ? 0 : (a.at(0) & 0xff) - (b.at(0) & 0xff);
    return first != 0 ? first : a.compareTo(b);
  }

  private Bytes string() throws MalformedException {
    int from = position;
    int count = 0;
    byte letter = peek();
    while (letter != ':') {
      if (letter < '0' || letter > '9') {
        throw malformed("a length is not a number");
      }
      if (count == 0 && position > from) {
        throw malformed("a length with a leading zero");
      }
      count = count * 10 + letter - '0';
      if (count > length) { // long before the next digit could overflow
        throw malformed("longer than the input");
      }
      position++;
      letter = peek();
    }
    position++;
    if (count > length - position) {
      throw malformed("longer than the input");
    }
    Bytes result = count == 1 ? LETTERS[bytes[position] & 0xff] : input.slice(position, count);
    position += count;
    return result;
  }

  private static Bytes[] letters() {
    Bytes[] letters = new Bytes[256];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = Bytes.wrap(new byte[] {(byte) i});
    }
    return letters;
  }

  private long integer() throws MalformedException {
    position++;
    boolean negative = peek() == '-';
    if (negative) {
      position++;
    }
    int from = position;
    long value = 0; // kept negative, the side that reaches one further
    for (byte letter = peek(); letter != 'e'; letter = peek()) {
      int digit = letter - '0';
      if (digit < 0 || digit > 9) {
        throw malformed("a digit was expected");
      }
      if (value == 0 && (position > from || negative && digit == 0)) {
        throw malformed("an integer with a leading zero");
      }
      if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
        throw malformed("an integer beyond 64 bits");
      }
      value = value * 10 - digit;
      position++;
    }
    if (position == from) {
      throw malformed("an integer without digits");
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw malformed("an integer beyond 64 bits");
    }
    position++;
    return negative ? value : -value;
  }

  private boolean isDict(int container) {
    return container >= 0 && (dicts >>> container & 1) == 1;
  }

  private void push(Object part) {
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, top * 2);
    }
    stack[top++] = part;
  }

  private void countToken() throws MalformedException {
    if (tokensLeft-- == 0) {
      throw malformed("too many tokens");
    }
  }

  private byte peek() throws MalformedException {
    if (position == length) {
      throw malformed("cut short");
    }
    return bytes[position];
  }

  private MalformedException malformed(String reason) {
    return new MalformedException(reason, position);
  }
}
