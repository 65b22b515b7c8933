package dev.kith.mainline.node;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.List;

/// Tells whether false nodes crowd at a target: whether the nearest found there stand so much
/// closer together than nodes do by chance that most of them must be there on purpose.
///
/// @param home whose view of the network counts
record Crowds(Home home) {
  private static final int WALKS_TO_MEASURE = 4;

  // So many times closer than is to be expected. An estimate made when the network was small, and
  // chance, come to a fraction of this.
  private static final int FAR_TOO_CLOSE_BITS = 6;

  /// Whether there is a crowd among `nearest`, nearest first; false if the size of the network is
  /// not known.
  boolean isAt(NodeId target, List<Contact> nearest) {
    int middle = home.options().k() / 2;
    return home.isSizeKnown()
        && nearest.size() > middle
        && isFarTooClose(target, nearest.get(middle), home.reach());
  }

  /// Whether it is worth measuring the network to know: they stand much closer together than nodes
  /// do around us.
  boolean mayBeAt(NodeId target, List<Contact> nearest) {
    int k = home.options().k();
    List<Contact> around = home.table().closest(home.id(), k);
    if (home.isSizeKnown() || nearest.size() <= k / 2 || around.size() < k) {
      return isAt(target, nearest);
    }
    long usual = home.id().distanceHead(around.getLast().id());
    return isFarTooClose(target, nearest.get(k / 2), usual);
  }

  /// Runs `then` when the size of the network is known, as far as it can be: a node that came first
  /// has seen a smaller one. At once if it is, or if the network is small.
  void measureFirst(Runnable then) {
    if (home.isSizeKnown() || home.table().size() < 2 * home.options().k()) {
      then.run();
      return;
    }
    int[] open = {WALKS_TO_MEASURE};
    for (int i = 0; i < WALKS_TO_MEASURE; i++) {
      Runnable ended =
          () -> {
            if (--open[0] == 0) {
              then.run();
            }
          };
      home.search(NodeIds.random(home.loop().random()), ended).start();
    }
  }

  private static boolean isFarTooClose(NodeId target, Contact contact, long expected) {
    long distance = target.distanceHead(contact.id());
    return Long.compareUnsigned(distance, expected >>> FAR_TOO_CLOSE_BITS) < 0;
  }
}
