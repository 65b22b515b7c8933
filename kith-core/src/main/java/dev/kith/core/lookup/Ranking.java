package dev.kith.core.lookup;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The candidates of one path, nearest to the target first; one id at several endpoints one after
/// the other.
///
/// Every contact heard of is compared with those of many candidates. What these comparisons look
/// at, the top of the distance and the block of the address, lies in arrays beside the candidates:
/// a node has many lookups under way, a simulation very many, and the objects of most are in no
/// cache.
final class Ranking {
  // So many may come to nothing in one place for each that has it.
  private static final int MOST_TRIES = 3;

  private final NodeId target;
  private @Nullable Candidate[] candidates = new Candidate[16];
  private long[] distances = new long[16];
  private long[] blocks = new long[16];
  private int size;

  Ranking(NodeId target) {
    this.target = target;
  }

  int size() {
    return size;
  }

  Candidate at(int place) {
    return Objects.requireNonNull(candidates[place]);
  }

  /// The first place of a contact with `id`, or that of the first that is farther.
  int placeOf(NodeId id) {
    long distance = target.distanceHead(id);
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(distances[middle], distance);
      if (order < 0 || order == 0 && target.compareDistance(at(middle).contact.id(), id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether the contact at `place` has `id`.
  boolean holds(int place, NodeId id) {
    return place < size && at(place).contact.id().equals(id);
  }

  void insert(int place, Candidate candidate) {
    if (size == candidates.length) {
      candidates = Arrays.copyOf(candidates, 2 * size);
      distances = Arrays.copyOf(distances, 2 * size);
      blocks = Arrays.copyOf(blocks, 2 * size);
    }
    move(place, place + 1);
    size++;
    set(place, candidate);
  }

  void set(int place, Candidate candidate) {
    candidates[place] = candidate;
    distances[place] = candidate.distanceHead;
    blocks[place] = blockOf(candidate.contact.endpoint().address());
  }

  void remove(int place) {
    move(place + 1, place);
    candidates[--size] = null;
  }

  private void move(int from, int to) {
    int count = size - from;
    System.arraycopy(candidates, from, candidates, to, count);
    System.arraycopy(distances, from, distances, to, count);
    System.arraycopy(blocks, from, blocks, to, count);
  }

  /// The place of `contact`, from the first with its id on, or -1.
  int placeOf(Contact contact, int first) {
    for (int place = first; holds(place, contact.id()); place++) {
      if (at(place).contact.endpoint().equals(contact.endpoint())) {
        return place;
      }
    }
    return -1;
  }

  /// Whether there is a place for `contact`, of whose block `mostPerBlock` may be candidates at a
  /// time. Those given up do not count, up to a limit: whoever names the nearest under false ids,
  /// at false endpoints, or beside nobodies of their blocks, does not hide them.
  Crowding crowding(Contact contact, int mostPerBlock) {
    Address address = contact.endpoint().address();
    long block = blockOf(address);
    int atEndpoint = 0;
    int triedAtEndpoint = 0;
    int inBlock = 0;
    int triedInBlock = 0;
    for (int i = 0; i < size; i++) {
      if (blocks[i] != block || !at(i).contact.endpoint().address().sharesBlock(address)) {
        continue;
      }
      int alive = at(i).isGivenUp() ? 0 : 1;
      inBlock += alive;
      triedInBlock++;
      if (at(i).contact.endpoint().equals(contact.endpoint())) {
        atEndpoint += alive;
        triedAtEndpoint++;
      }
    }
    boolean isLocal = address.isLocal();
    if (triedAtEndpoint >= MOST_TRIES || triedInBlock >= MOST_TRIES * mostPerBlock && !isLocal) {
      return Crowding.EXHAUSTED;
    }
    return atEndpoint > 0 || inBlock >= mostPerBlock && !isLocal
        ? Crowding.RIVALLED
        : Crowding.FREE;
  }

  // The same for addresses of one block; rarely for others.
  private static long blockOf(Address address) {
    return address.isV4() ? address.low() >>> 8 : address.high();
  }
}
