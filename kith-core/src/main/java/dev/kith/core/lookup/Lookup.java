package dev.kith.core.lookup;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The search for the contacts nearest to a target (Maymounkov and Mazières 2002, section 2.3): ask
/// the nearest ones known for nearer ones until the k nearest have all answered.
///
/// The lookup sends nothing and knows no messages. Its node calls [#next] until it says wait or
/// finished, turns each [Step.Ask] into a request, and reports with [#answered] or [#failed] how
/// that went; after each report, and when the time of a [Step.Wait] has come, it calls [#next]
/// again.
///
/// A lookup goes along one path or several disjoint ones (Baumgart and Mies 2007, section 4.4):
/// each has a share of the seeds, believes only whom it has asked itself, asks nobody whom another
/// has asked, and goes on until k of its own have answered. So contacts that name only each other
/// lead one path astray and are used up by it, while the others go past them. The result is the k
/// nearest of all paths.
///
/// What holds:
/// - A contact is asked once; an id whose endpoint failed, at two others at most. Reports about
///   contacts never asked, late, or repeated do no harm.
/// - Of what one contact names the 2k nearest are heard: what it invents leaves room for others.
/// - It asks the nearest first and bounds what is in flight; see `Path` for how the dead and the
///   slow are dealt with.
/// - It ends: the candidates are bounded, and each is asked, given up or forgotten.
///
/// Told the time in nanoseconds; not thread-safe: one loop owns it.
public final class Lookup {
  private final NodeId target;
  private final LookupOptions options;
  private final Path[] paths;
  private int nextToAsk; // the path whose turn it is
  private int nextToHear;
  private boolean stopped;

  /// A lookup for `target` by the node `self`, who is never a candidate, from `seeds`. Several
  /// paths share these out in their order.
  public Lookup(NodeId target, NodeId self, LookupOptions options, Collection<Contact> seeds) {
    this.target = target;
    this.options = options;
    this.paths = new Path[options.disjointPaths()];
    Claims claims = paths.length == 1 ? Claims.NONE : Claims.shared();
    for (int i = 0; i < paths.length; i++) {
      paths[i] = new Path(target, self, options, claims);
    }
    hear(seeds);
  }

  /// What the lookup is heading for.
  public NodeId target() {
    return target;
  }

  /// What to do now. `patience` applies to the contact asked by this step.
  public Step next(long now, Patience patience) {
    return next(now, patience, true);
  }

  /// The same, but unless it `mayAsk` anybody now it only waits, for whoever it would ask as well.
  public Step next(long now, Patience patience, boolean mayAsk) {
    if (stopped) {
      return new Step.Finished();
    }
    long until = Long.MAX_VALUE;
    boolean unfinished = false;
    for (int i = 0; i < paths.length; i++) {
      switch (paths[nextToAsk].next(now, patience, mayAsk)) {
        case Step.Ask ask -> {
          nextToAsk = after(nextToAsk);
          return ask;
        }
        case Step.Wait wait -> {
          unfinished = true;
          until = Math.min(until, wait.until());
        }
        case Step.Finished _ -> {}
      }
      nextToAsk = after(nextToAsk);
    }
    return unfinished ? new Step.Wait(until) : new Step.Finished();
  }

  /// Takes note that the request to `contact` waits for its turn to be sent: the contact is not
  /// silent as long as it does.
  public void held(Contact contact) {
    pathThatAsked(contact).held(contact);
  }

  /// Takes note that a request that was held is sent now.
  public void sent(long now, Contact contact, Patience patience) {
    pathThatAsked(contact).sent(now, contact, patience);
  }

  /// Takes note that `contact` answered and named `closer`, however near those are.
  public void answered(Contact contact, Collection<Contact> closer) {
    Path path = pathThatAsked(contact);
    path.answered(contact);
    hear(path, closer);
  }

  /// Takes note that `contact` answered and named `closer`, but is itself none to be found: a node
  /// that serves nobody, say.
  public void helped(Contact contact, Collection<Contact> closer) {
    Path path = pathThatAsked(contact);
    path.failed(contact);
    hear(path, closer);
  }

  /// Takes note that `contact`, whom this lookup did not ask, has answered the same question: a
  /// bootstrap node, say, whose id was not known; it named `closer`.
  public void met(Contact contact, Collection<Contact> closer) {
    hear(nearestOf(closer));
    Path path = nextToHear();
    path.hear(contact);
    path.met(contact);
  }

  /// Takes note that the request to `contact` ended without an answer that is of use.
  public void failed(Contact contact) {
    pathThatAsked(contact).failed(contact);
  }

  /// Takes note that whoever is at `from` has sent something else while its answer is awaited: a
  /// ping, say, because it answers at length only who is real. It is given its time once more, but
  /// not a third time.
  public void stirred(long now, Endpoint from, Patience patience) {
    for (Path path : paths) {
      path.stirred(now, from, patience);
    }
  }

  /// Adds contacts heard of elsewhere, to each path a share; a lookup that had finished goes on
  /// with them. A stopped one takes none.
  public void hear(Collection<Contact> contacts) {
    if (stopped) {
      return;
    }
    for (Contact contact : contacts) {
      nextToHear().hear(contact);
    }
  }

  /// Ends the lookup: the caller has what it wanted. What is still in flight is the node's to
  /// cancel.
  public void stop() {
    stopped = true;
  }

  /// Whether [#stop] was called.
  public boolean isStopped() {
    return stopped;
  }

  /// The contacts that answered, nearest first: the k nearest and any other within reach; fewer if
  /// fewer did.
  public List<Contact> nearest() {
    return paths.length == 1 ? paths[0].nearest() : merged();
  }

  // Two paths may have found one id at two endpoints.
  private List<Contact> merged() {
    List<Contact> all = new ArrayList<>();
    for (Path path : paths) {
      all.addAll(path.nearest());
    }
    all.sort((a, b) -> target.compareDistance(a.id(), b.id()));
    List<Contact> nearest = new ArrayList<>(options.k());
    for (Contact contact : all) {
      boolean isWanted = nearest.size() < options.k() || options.isWithinReach(target, contact);
      if (isWanted && (nearest.isEmpty() || !nearest.getLast().id().equals(contact.id()))) {
        nearest.add(contact);
      }
    }
    return nearest;
  }

  /// The contacts asked that have neither answered nor failed.
  public List<Contact> unanswered() {
    List<Contact> unanswered = new ArrayList<>();
    for (Path path : paths) {
      unanswered.addAll(path.unanswered());
    }
    return unanswered;
  }

  /// Whether of those asked on some path a quarter have failed or are so late that they will: in
  /// this network many leave without notice.
  public boolean losesMany(long now) {
    for (Path path : paths) {
      if (path.losesMany(now)) {
        return true;
      }
    }
    return false;
  }

  /// The requests so far and how they ended.
  public LookupCounts counts() {
    LookupCounts counts = LookupCounts.NONE;
    for (Path path : paths) {
      counts = counts.plus(path.counts());
    }
    return counts;
  }

  private void hear(Path path, Collection<Contact> contacts) {
    if (!stopped) {
      for (Contact contact : nearestOf(contacts)) {
        path.hear(contact);
      }
    }
  }

  private Collection<Contact> nearestOf(Collection<Contact> named) {
    int most = 2 * options.k();
    return named.size() <= most
        ? named
        : named.stream()
            .filter(contact -> contact.id().length() == target.length())
            .sorted((a, b) -> target.compareDistance(a.id(), b.id()))
            .limit(most)
            .toList();
  }

  private Path pathThatAsked(Contact contact) {
    for (int i = 0; i < paths.length - 1; i++) {
      if (paths[i].hasAsked(contact)) {
        return paths[i];
      }
    }
    return paths[paths.length - 1];
  }

  private Path nextToHear() {
    Path path = paths[nextToHear];
    nextToHear = after(nextToHear);
    return path;
  }

  private int after(int path) {
    return path + 1 == paths.length ? 0 : path + 1;
  }
}
