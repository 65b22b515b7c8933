package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;

/// Which families of nodes a query asks for (BEP 32, `want`).
///
/// @param v4 whether IPv4 nodes are wanted
/// @param v6 whether IPv6 nodes are wanted
public record Want(boolean v4, boolean v6) {
  /// Nothing said, or nothing known among what was said: the family the query came over is meant.
  public static final Want UNSAID = new Want(false, false);

  /// What the arguments `a` ask for. Unknown members are ignored.
  public static Want in(BDict a) {
    BList list = a.list("want");
    if (list == null) {
      return UNSAID;
    }
    boolean v4 = false;
    boolean v6 = false;
    for (int i = 0; i < Math.min(list.size(), 8); i++) {
      if (list.at(i) instanceof BString(Bytes member)) {
        v4 |= member.equalsAscii(Family.V4.want());
        v6 |= member.equalsAscii(Family.V6.want());
      }
    }
    return new Want(v4, v6);
  }

  /// Whether the reply to a query that came over `transport` should carry nodes of `family`.
  public boolean includes(Family family, Family transport) {
    if (!v4 && !v6) {
      return family == transport;
    }
    return family == Family.V4 ? v4 : v6;
  }
}
