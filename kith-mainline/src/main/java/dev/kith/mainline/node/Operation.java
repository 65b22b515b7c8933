package dev.kith.mainline.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.rpc.Inquiry;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something an application asked for: the same search in every home at once, and what follows when
/// all have ended.
abstract class Operation {
  private final List<Search<ResponsePacket>> searches = new ArrayList<>();
  private final Map<Home, Holders> found = new LinkedHashMap<>();
  private final NodeId target;
  private int running;
  private boolean stopped;

  Operation(NodeId target) {
    this.target = target;
  }

  NodeId target() {
    return target;
  }

  /// Starts a search with `method` in each of `homes`.
  void start(List<Home> homes, String method) {
    running = homes.size();
    for (Home home : homes) {
      searches.add(new Reports(home, method).search);
    }
    List.copyOf(searches).forEach(Search::start);
  }

  /// How the search in `home` goes about it.
  LookupOptions walk(Home home) {
    return home.walk();
  }

  /// The arguments of the query.
  abstract BDict arguments(Home home);

  /// A node answered.
  abstract void replied(Home home, Contact contact, ResponsePacket reply);

  /// All searches have ended.
  abstract void searched();

  /// Whether it is worth the effort to look for honest nodes around a crowd of false ones.
  boolean mindsCrowds() {
    return false;
  }

  /// Whether the searches may go on asking.
  boolean hasRoom() {
    return true;
  }

  /// Lets the searches go on after there was no room.
  void resume() {
    searches.forEach(Search::pump);
  }

  /// Ends the searches; [#searched] follows.
  void stop() {
    stopped = true;
    searches.forEach(Search::stop);
  }

  /// What the searches have cost so far.
  LookupCounts counts() {
    LookupCounts sum = LookupCounts.NONE;
    for (Search<ResponsePacket> search : searches) {
      sum = sum.plus(search.counts());
    }
    return sum;
  }

  /// Who gave a token in `home`.
  Holders found(Home home) {
    return found.computeIfAbsent(home, any -> new Holders(target));
  }

  /// The nearest nodes that answered, in the order of the homes.
  List<Contact> nearest() {
    List<Contact> nearest = new ArrayList<>();
    for (Search<ResponsePacket> search : searches) {
      nearest.addAll(search.nearest());
    }
    return nearest;
  }

  // One that was stopped may have met but the first who gave a token, far from the target.
  private void finish() {
    if (!stopped) {
      found.forEach((home, holders) -> home.tokens().keep(home.loop().now(), target, holders));
    }
    searched();
  }

  private final class Reports implements Search.Listener<ResponsePacket> {
    private final Home home;
    private final Inquiry inquiry;
    private final Search<ResponsePacket> search;
    private boolean detoured;

    Reports(Home home, String method) {
      this.home = home;
      this.inquiry = new Inquiry(home, method, arguments(home), false);
      this.search = new Search<>(home, inquiry, target, walk(home), this);
    }

    @Override
    public void replied(Contact contact, ResponsePacket reply) {
      Operation.this.replied(home, contact, reply);
    }

    @Override
    public boolean hasRoom() {
      return Operation.this.hasRoom();
    }

    @Override
    public void ended() {
      if (!detoured && mindsCrowds() && new Crowds(home).mayBeAt(target, search.nearest())) {
        detoured = true;
        new Crowds(home).measureFirst(this::detour);
      } else if (--running == 0) {
        finish();
      }
    }

    private void detour() {
      if (new Crowds(home).isAt(target, search.nearest())) {
        new Detour(home, search, inquiry, this).start();
      } else {
        ended();
      }
    }
  }
}
