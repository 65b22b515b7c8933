package dev.kith.kv.msgpack;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.kv.msgpack.MsgScanner.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads one MessagePack value from bytes of a stranger.
///
/// Every width of a number, length or count is accepted, and bytes after the value are left alone:
/// the Python library does so too. Refused are extension types, text that is not UTF-8, a key twice
/// in a map, and what goes beyond the limits. Reading does not recurse: the parts of open arrays
/// and maps wait on a stack that is no higher than the limit of elements.
public final class MsgReader {
  private final MsgScanner scanner;
  private final int maxDepth;
  private int elementsLeft;
  private int mapElementsLeft;

  private MsgValue[] stack = new MsgValue[16];
  private int top;

  // Of the open arrays and maps, outermost first.
  private final int[] bases; // where on the stack the parts begin
  private final int[] ends; // how high the stack is when all parts are there
  private final int[] starts; // where in the input it begins
  private int maps; // bit i: container i is a map
  private int depth;

  private MsgReader(Bytes input, int from, MsgLimits limits) {
    this.scanner = new MsgScanner(input, from);
    this.maxDepth = limits.depth();
    this.elementsLeft = limits.elementsIn(input.length());
    this.mapElementsLeft = limits.elements();
    this.bases = new int[maxDepth];
    this.ends = new int[maxDepth];
    this.starts = new int[maxDepth];
  }

  /// The value that begins at the byte `from` of `input`. Its bytes share memory with the input.
  ///
  /// @throws MalformedException if there is none, or it goes beyond the limits
  public static MsgValue read(Bytes input, int from, MsgLimits limits) throws MalformedException {
    return new MsgReader(input, from, limits).read();
  }

  /// The value at the beginning of `input`, within the limits of a request.
  ///
  /// @throws MalformedException if there is none, or it goes beyond the limits
  public static MsgValue read(Bytes input) throws MalformedException {
    return read(input, 0, MsgLimits.REQUEST);
  }

  private MsgValue read() throws MalformedException {
    do {
      step();
      while (depth > 0 && top == ends[depth - 1]) {
        close();
      }
    } while (depth > 0);
    return stack[0];
  }

  private void step() throws MalformedException {
    Kind kind = scanner.next();
    switch (kind) {
      case NIL -> push(MsgValue.Nil.NIL);
      case BOOL -> push(MsgValue.Bool.of(scanner.bits() == 1));
      case INT -> push(MsgValue.Int.of(scanner.bits()));
      case LARGE_INT -> push(MsgValue.Int.ofUnsigned(scanner.bits()));
      case FLOAT -> push(new MsgValue.Float64(Double.longBitsToDouble(scanner.bits())));
      case STR -> push(new MsgValue.Str(text()));
      case BIN -> push(new MsgValue.Bin(scanner.content()));
      case ARRAY -> open(false, scanner.size());
      case MAP -> open(true, 2 * scanner.size());
    }
  }

  private void open(boolean map, int parts) throws MalformedException {
    if (depth == maxDepth) {
      throw new MalformedException("nested too deep", scanner.start());
    }
    if (parts > elementsLeft || map && parts > mapElementsLeft) {
      throw new MalformedException("too many elements", scanner.start());
    }
    elementsLeft -= parts;
    mapElementsLeft -= map ? parts : 0;
    maps = map ? maps | 1 << depth : maps & ~(1 << depth);
    bases[depth] = top;
    ends[depth] = top + parts;
    starts[depth++] = scanner.start();
  }

  private void close() throws MalformedException {
    depth--;
    int base = bases[depth];
    List<MsgValue> parts = Arrays.asList(stack).subList(base, top);
    MsgValue value =
        (maps >>> depth & 1) == 1 ? map(parts) : new MsgValue.Array(new ArrayList<>(parts));
    Arrays.fill(stack, base, top, null);
    top = base;
    push(value);
  }

  private MsgValue map(List<MsgValue> parts) throws MalformedException {
    LinkedHashMap<MsgValue, MsgValue> entries = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i += 2) {
      if (entries.put(parts.get(i), parts.get(i + 1)) != null) {
        throw new MalformedException("a key twice", starts[depth]);
      }
    }
    return new MsgValue.Map(entries);
  }

  private String text() throws MalformedException {
    Bytes content = scanner.content();
    for (int i = 0; i < content.length(); i++) {
      if (content.at(i) < 0) {
        return content
            .asUtf8()
            .orElseThrow(() -> new MalformedException("text that is not UTF-8", scanner.start()));
      }
    }
    return new String(content.toArray(), StandardCharsets.ISO_8859_1);
  }

  private void push(MsgValue value) {
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, top * 2);
    }
    stack[top++] = value;
  }
}
