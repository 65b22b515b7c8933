package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.KvKey;
import dev.kith.kv.msgpack.MsgReader;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node needs to come back: the map the library saves, as MessagePack rather than pickled,
/// for a pickle is a program.
///
/// @param ksize contacts in a bucket
/// @param alpha requests of a lookup in flight
/// @param id the own id
/// @param neighbours whom to ask first
public record SavedState(int ksize, int alpha, NodeId id, List<Endpoint> neighbours) {
  /// Neighbours kept at most: so many fit into what is read back.
  private static final int MOST_NEIGHBOURS = 64;

  /// Copies the list.
  public SavedState {
    neighbours = neighbours.stream().limit(MOST_NEIGHBOURS).toList();
  }

  /// The content of the file.
  public Bytes encode() {
    List<MsgValue> pairs = new ArrayList<>();
    for (Endpoint each : neighbours) {
      pairs.add(
          MsgValue.Array.of(
              new MsgValue.Str(each.address().toString()), MsgValue.Int.of(each.port())));
    }
    LinkedHashMap<MsgValue, MsgValue> state = new LinkedHashMap<>();
    state.put(new MsgValue.Str("ksize"), MsgValue.Int.of(ksize));
    state.put(new MsgValue.Str("alpha"), MsgValue.Int.of(alpha));
    state.put(new MsgValue.Str("id"), new MsgValue.Bin(id.bytes()));
    state.put(new MsgValue.Str("neighbors"), new MsgValue.Array(pairs));
    return MsgWriter.write(new MsgValue.Map(state));
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws MalformedException if `file` is anything else
  public static SavedState decode(Bytes file) throws MalformedException {
    if (MsgReader.read(file) instanceof MsgValue.Map map
        && map.find("ksize") instanceof MsgValue.Int ksize
        && ksize.isWithin(1, 64)
        && map.find("alpha") instanceof MsgValue.Int alpha
        && alpha.isWithin(1, 64)
        && map.find("id") instanceof MsgValue.Bin(Bytes id)
        && id.length() == KvKey.BYTES
        && map.find("neighbors") instanceof MsgValue.Array(List<MsgValue> pairs)) {
      List<Endpoint> neighbours = new ArrayList<>();
      for (MsgValue pair : pairs) {
        Endpoint neighbour = endpoint(pair);
        if (neighbour != null) {
          neighbours.add(neighbour);
        }
      }
      return new SavedState((int) ksize.bits(), (int) alpha.bits(), NodeId.of(id), neighbours);
    }
    throw new MalformedException("not a saved state", 0);
  }

  private static @Nullable Endpoint endpoint(MsgValue pair) {
    if (pair instanceof MsgValue.Array(List<MsgValue> items)
        && items.size() == 2
        && items.get(0) instanceof MsgValue.Str(String address)
        && items.get(1) instanceof MsgValue.Int port
        && port.isWithin(1, 0xffff)) {
      try {
        return new Endpoint(Address.parse(address), (int) port.bits());
      } catch (IllegalArgumentException noAddress) {
        return null; // one neighbour fewer
      }
    }
    return null;
  }
}
