package dev.kith.mainline.node;

import dev.kith.core.driver.Retry;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.rpc.Ask;
import dev.kith.mainline.rpc.Outcome;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Sends one store request each to a number of token holders, and counts what they say.
final class StoreRound {
  private final NodeId target;
  private final LookupCounts lookup;
  private final Consumer<StoreRound> whenDone;
  private final SortedMap<Integer, Integer> refusals = new TreeMap<>();
  private int open;
  private int acknowledged;
  private int silent;

  StoreRound(NodeId target, LookupCounts lookup, Consumer<StoreRound> whenDone) {
    this.target = target;
    this.lookup = lookup;
    this.whenDone = whenDone;
    this.open = 1; // held until every request is out
  }

  /// Asks `holder` to store.
  void ask(Home home, Holders.Holder holder, String method, BDict a) {
    open++;
    Ask ask = Ask.contact(holder.contact(), method, a, false);
    Retry.<Outcome>whileTurnedAway(
        home.loop(),
        then -> home.ask(ask, then),
        outcome -> {
          switch (outcome) {
            case Outcome.Answered answered -> acknowledged++;
            case Outcome.Refused refused ->
                refusals.merge(refused.packet().code(), 1, Integer::sum);
            case Outcome.Impostor impostor -> silent++;
            case Outcome.Silent nobody -> silent++;
            case Outcome.Cancelled cancelled -> silent++;
          }
          close();
        });
  }

  /// No more requests will be made; the end is told when all have been answered.
  void close() {
    open--;
    if (open == 0) {
      whenDone.accept(this);
    }
  }

  StoreReport report() {
    return new StoreReport(target, acknowledged, refusals, silent, lookup);
  }

  /// How many nodes refused with `code`.
  int refusedWith(int code) {
    return refusals.getOrDefault(code, 0);
  }
}
