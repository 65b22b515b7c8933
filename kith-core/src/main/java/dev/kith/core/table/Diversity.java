package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.net.Address;
import java.util.List;

/// How many contacts of one operator a table takes, so that a few hosts with many ids cannot fill
/// it. An operator is taken to hold a /24 of IPv4 or a /64 of IPv6 ([Address#block()]). Local
/// addresses are exempt: there many nodes on one address are normal.
///
/// @param perAddress most contacts of one IP address in the table
/// @param perBlockInBucket most contacts of one block in one bucket
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

  /// Whether `newcomer` may stand in `bucket` beside what is there.
  boolean allowsInBucket(Address newcomer, List<Contact> bucket) {
    return newcomer.isLocal() || countBlock(newcomer, bucket) < perBlockInBucket;
  }

  /// Whether `newcomer` may stand in a table that holds `contacts`.
  boolean allowsInTable(Address newcomer, List<Contact> contacts) {
    return newcomer.isLocal()
        || countBlock(newcomer, contacts) < perBlockInTable
            && countAddress(newcomer, contacts) < perAddress;
  }

  /// Whether nothing is limited, so that counting can be spared.
  boolean isUnlimited() {
    return this.equals(NONE);
  }

  private static int countBlock(Address newcomer, List<Contact> contacts) {
    int count = 0;
    for (Contact contact : contacts) {
      count += contact.endpoint().address().sharesBlock(newcomer) ? 1 : 0;
    }
    return count;
  }

  private static int countAddress(Address newcomer, List<Contact> contacts) {
    int count = 0;
    for (Contact contact : contacts) {
      count += contact.endpoint().address().equals(newcomer) ? 1 : 0;
    }
    return count;
  }
}
