package dev.kith.mainline.sim;

import dev.kith.mainline.Mainline;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.ImmutableItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Values that nodes who stay have put and put again every hour, and who can still find them.
final class Keepsakes {
  private static final int AT_A_TIME = 16;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final MainlineWorld net;
  private final List<Kept> kept = new ArrayList<>();
  private final Set<Integer> missed = new LinkedHashSet<>();
  private double expectedLost;
  private int sought;

  private record Kept(ImmutableItem item, int copies) {}

  Keepsakes(MainlineWorld net) {
    this.net = net;
  }

  /// Lets the nodes that were there first put `count` values.
  Keepsakes put(int count) {
    List<Resident> authors = net.first();
    while (kept.size() < count) {
      List<CompletableFuture<Kept>> round = new ArrayList<>();
      for (int i = 0; i < Math.min(AT_A_TIME, count - kept.size()); i++) {
        int number = kept.size() + i;
        ImmutableItem item = ImmutableItem.of(BString.of("value number " + number));
        Mainline author = authors.get(number % authors.size()).node();
        round.add(author.put(item).thenApply(report -> new Kept(item, report.acknowledged())));
      }
      round.forEach(each -> kept.add(net.world().await(each)));
    }
    return this;
  }

  /// Lets nodes picked at random look for all values. `surviving` is the chance that a holder of
  /// one has not left since it was stored.
  Keepsakes seek(double surviving) {
    for (int from = 0; from < kept.size(); from += AT_A_TIME) {
      int to = Math.min(kept.size(), from + AT_A_TIME);
      List<Resident> seekers = net.someReady(to - from);
      List<CompletableFuture<Boolean>> round = new ArrayList<>();
      for (int i = from; i < to; i++) {
        round.add(seek(seekers.get(i - from), kept.get(i).item));
        expectedLost += Math.pow(1 - surviving, kept.get(i).copies);
      }
      net.world().runUntil(() -> round.stream().allMatch(CompletableFuture::isDone), LONGEST);
      for (int i = from; i < to; i++) {
        CompletableFuture<Boolean> found = round.get(i - from);
        if (found.isDone()) {
          sought++;
          if (!found.resultNow()) {
            missed.add(i);
          }
        }
      }
    }
    return this;
  }

  private static CompletableFuture<Boolean> seek(Resident seeker, ImmutableItem item) {
    return seeker.node().get(item.target()).thenApply(got -> got.item().isPresent());
  }

  /// How many values were ever sought in vain.
  int lost() {
    return missed.size();
  }

  @Override
  public String toString() {
    double copies = kept.stream().mapToInt(Kept::copies).average().orElse(0);
    return "%d values of %.1f copies, sought %d times, %d of them in vain (by formula %.2f)"
        .formatted(kept.size(), copies, sought, missed.size(), expectedLost);
  }
}
