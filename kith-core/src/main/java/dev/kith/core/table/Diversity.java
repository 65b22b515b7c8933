package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.net.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many contacts of one operator a table takes, so that a few hosts with many ids cannot fill
/// it. An operator is taken to hold a /24 of IPv4 or a /64 of IPv6 ([Address#block()]). Local
/// addresses are exempt: there many nodes on one address are normal.
///
/// @param perAddress most contacts of one IP address in the table, and among the replacements of
///   one bucket
/// @param perBlockInBucket most contacts of one block in one bucket, and among its replacements
/// @param perBlockInTable most contacts of one block in the table
public record Diversity(int perAddress, int perBlockInBucket, int perBlockInTable) {
  /// One contact an address, two a block in a bucket, ten a block in all.
  public static final Diversity STRICT = new Diversity(1, 2, 10);

  /// Any number of ids an address, but still two a block in a bucket and ten in all.
  public static final Diversity PER_BLOCK = new Diversity(10, 2, 10);

  /// No limits.
  public static final Diversity NONE =
      new Diversity(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  /// Refuses limits below 1.
  public Diversity {
    if (perAddress < 1 || perBlockInBucket < 1 || perBlockInTable < 1) {
      throw new IllegalArgumentException("a limit below 1 would refuse every contact");
    }
  }

  /// Whether `newcomer` may stand in `bucket` beside what is there; what bears its id, it replaces.
  boolean allowsInBucket(Contact newcomer, Bucket bucket) {
    if (newcomer.endpoint().address().isLocal()) {
      return true;
    }
    Beside beside = new Beside(newcomer);
    beside.count(bucket);
    return beside.block < perBlockInBucket;
  }

  /// Whether `newcomer` may stand in the table of these buckets; what bears its id, it replaces.
  boolean allowsInTable(Contact newcomer, Buckets buckets) {
    if (newcomer.endpoint().address().isLocal()) {
      return true;
    }
    Beside beside = new Beside(newcomer);
    buckets.forEach(buckets.root(), beside::count);
    return beside.block < perBlockInTable && beside.address < perAddress;
  }

  /// The first of those of the newcomer's address, or else of its block, who stand in its way among
  /// those who wait for a place in one bucket; `null` if it may wait beside them all.
  @Nullable Contact oneTooMany(Contact newcomer, List<Contact> waiting) {
    if (isUnlimited() || newcomer.endpoint().address().isLocal()) {
      return null;
    }
    Beside beside = new Beside(newcomer);
    waiting.forEach(beside::count);
    if (beside.address >= perAddress) {
      return beside.firstOfAddress;
    }
    return beside.block >= perBlockInBucket ? beside.firstOfBlock : null;
  }

  /// Whether nothing is limited, so that counting can be spared.
  boolean isUnlimited() {
    return perBlockInTable == Integer.MAX_VALUE
        && perBlockInBucket == Integer.MAX_VALUE
        && perAddress == Integer.MAX_VALUE;
  }

  /// Counts the contacts of a newcomer's block and address.
  private static final class Beside {
    private final Contact newcomer;
    private final Address at;
    private int block;
    private int address;
    private @Nullable Contact firstOfBlock;
    private @Nullable Contact firstOfAddress;

    Beside(Contact newcomer) {
      this.newcomer = newcomer;
      this.at = newcomer.endpoint().address();
    }

    void count(Bucket bucket) {
      for (int row = 0; row < bucket.size(); row++) {
        count(bucket.contact(row));
      }
    }

    private void count(Contact contact) {
      Address other = contact.endpoint().address();
      if (other.sharesBlock(at) && !contact.id().equals(newcomer.id())) {
        firstOfBlock = block++ == 0 ? contact : firstOfBlock;
        if (other.equals(at)) {
          firstOfAddress = address++ == 0 ? contact : firstOfAddress;
        }
      }
    }
  }
}
