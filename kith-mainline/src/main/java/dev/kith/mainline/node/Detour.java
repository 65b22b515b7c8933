package dev.kith.mainline.node;

import dev.kith.core.driver.Question;
import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.rpc.Inquiry;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The way around a crowd of false nodes at a target.
///
/// Whoever knows eight of a crowd names nobody else when asked for the target, honest or not, so a
/// search finds few of the honest nodes around it. But these are named to whoever asks for points
/// beside the target: one in each of the ranges that lie between it and where the k-th honest node
/// is to be expected. Those so found, and missed by the search, are then asked what it has asked.
///
/// Costs four walks, and a query to each node they find.
final class Detour {
  private static final int WALKS = 4;

  private final Home home;
  private final Search<ResponsePacket> search;
  private final Inquiry inquiry;
  private final Search.Listener<ResponsePacket> listener;
  private final Set<Contact> known;
  private int open = 1; // held until all are out

  /// The way around what stands at the target of `search`, which has ended. `listener` is told of
  /// replies, and of the end.
  Detour(
      Home home,
      Search<ResponsePacket> search,
      Inquiry inquiry,
      Search.Listener<ResponsePacket> listener) {
    this.home = home;
    this.search = search;
    this.inquiry = inquiry;
    this.listener = listener;
    this.known = new LinkedHashSet<>(search.nearest());
  }

  void start() {
    NodeId target = search.target();
    int depth = Long.numberOfLeadingZeros(home.reach());
    int last = Math.min(depth + WALKS, target.bits()) - 1;
    for (int bit = depth; bit <= last; bit++) {
      NodeId beside = target.flipped(bit).randomInRange(bit + 1, home.loop().random());
      open++;
      new Walk(beside).search.start();
    }
    close();
  }

  private void close() {
    open--;
    if (open == 0) {
      listener.ended();
    }
  }

  private void ask(List<Contact> found) {
    for (Contact contact : found) {
      if (isWithinReach(contact) && known.add(contact)) {
        open++;
        var _ = inquiry.ask(contact, new Answer(contact));
      }
    }
  }

  private boolean isWithinReach(Contact contact) {
    return Long.compareUnsigned(search.target().distanceHead(contact.id()), home.reach()) < 0;
  }

  /// The search for the nodes around one point.
  private final class Walk implements Search.Listener<ResponsePacket> {
    private final Search<ResponsePacket> search;

    Walk(NodeId beside) {
      Inquiry findNode =
          new Inquiry(home, Queries.FIND_NODE, Queries.findNode(home.id(), beside, false), false);
      this.search = new Search<>(home, findNode, beside, home.walk(), this);
    }

    @Override
    public void replied(Contact contact, ResponsePacket reply) {}

    @Override
    public void ended() {
      ask(search.nearest());
      close();
    }
  }

  private final class Answer implements Question.Reception<ResponsePacket> {
    private final Contact contact;

    Answer(Contact contact) {
      this.contact = contact;
    }

    @Override
    public void answered(@Nullable NodeId id, ResponsePacket reply) {
      listener.replied(contact, reply);
      close();
    }

    @Override
    public void failed() {
      close();
    }
  }
}
