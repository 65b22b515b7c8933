package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.table.Buckets.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whom a node knows: k-buckets in a binary tree over the key space (Maymounkov and Mazières 2002,
/// sections 2.2, 2.4 and 4.1).
///
/// Invariants:
/// - A contact enters only by [#offer], which the node calls when the contact has just answered a
///   request of ours from the address we asked, with the id we expected. Nothing a stranger sends
///   unasked changes who is in the table.
/// - An id keeps the endpoint it has proved until that endpoint has failed.
/// - A bucket holds at most k contacts, least recently seen first; a live one is never displaced by
///   a newcomer.
/// - [#closest] is exact: no contact in the table that may be handed out is nearer than those it
///   returns.
///
/// The table never sends anything and knows no time but the `now` it is told, in nanoseconds of a
/// clock that never goes back. Work is proportional to the depth of the tree; [#offer] of a
/// newcomer and the maintenance questions look at every contact once. Not thread-safe: one loop
/// owns it.
public final class RoutingTable {
  private final NodeId self;
  private final TableOptions options;
  private final Lull nobodyDue = new Lull();
  private final Lull nobodyQuiet = new Lull();
  private final BlockCounts blocks;
  private final Buckets buckets;
  private int size;

  /// An empty table around the own id.
  public RoutingTable(NodeId self, TableOptions options) {
    this.self = self;
    this.options = options;
    this.buckets = new Buckets(options.k());
    this.blocks = new BlockCounts(options);
  }

  /// The own id, around which buckets split.
  public NodeId self() {
    return self;
  }

  /// The number of contacts, replacements not counted.
  public int size() {
    return size;
  }

  /// Takes note that `contact` has answered a request of ours.
  public Offer offer(long now, Contact contact) {
    if (contact.id().length() != self.length()) {
      return new Offer.Refused(Offer.Reason.LENGTH);
    }
    if (contact.id().equals(self)) {
      return new Offer.Refused(Offer.Reason.SELF);
    }
    int tick = Ticks.of(now);
    Place place = buckets.placeOf(contact.id());
    int row = place.bucket().rowOf(contact.id());
    return row >= 0 ? meetAgain(tick, contact, place.bucket(), row) : meet(tick, contact, place);
  }

  private Offer meetAgain(int now, Contact contact, Bucket bucket, int row) {
    if (bucket.contact(row).endpoint().equals(contact.endpoint())) {
      bucket.refresh(row, now);
      return new Offer.Refreshed();
    }
    if (bucket.failures(row) == 0) {
      return new Offer.Refused(Offer.Reason.ENDPOINT_TAKEN);
    }
    if (!fitsTable(contact) || !fitsBucket(contact, bucket)) {
      return new Offer.Refused(Offer.Reason.DIVERSITY);
    }
    Contact moved = leave(bucket, row);
    enter(bucket, contact, now);
    return new Offer.Added(moved);
  }

  private Offer meet(int now, Contact contact, Place place) {
    if (!fitsTable(contact)) {
      return new Offer.Refused(Offer.Reason.DIVERSITY);
    }
    Place home = place;
    while (home.bucket().size() == options.k() && maySplit(home, contact.id())) {
      buckets.split(home);
      home = buckets.placeOf(contact.id());
    }
    Bucket bucket = home.bucket();
    if (!fitsBucket(contact, bucket)) {
      return new Offer.Refused(Offer.Reason.DIVERSITY);
    }
    if (bucket.size() < options.k()) {
      bucket.removeReplacement(contact.id());
      enter(bucket, contact, now);
      return new Offer.Added(null);
    }
    int stale = bucket.rowFailedAtLeast(options.failuresUntilStale());
    if (stale >= 0) {
      Contact evicted = leave(bucket, stale);
      bucket.removeReplacement(contact.id());
      enter(bucket, contact, now);
      return new Offer.Added(evicted);
    }
    bucket.addReplacement(contact, options);
    return new Offer.Full(bucket.contact(0), Ticks.toNanos(now - bucket.seen(0)));
  }

  /// Takes note that `contact` has sent us something unasked. Refreshes it if it is in the table
  /// with this endpoint; otherwise changes nothing and tells whether the table would want it, that
  /// is, whether a check with a request of our own is worth sending.
  public Heard heard(long now, Contact contact) {
    if (contact.id().length() != self.length() || contact.id().equals(self)) {
      return Heard.UNWANTED;
    }
    Place place = buckets.placeOf(contact.id());
    Bucket bucket = place.bucket();
    int row = bucket.rowOf(contact.id());
    if (row >= 0) {
      if (!bucket.contact(row).endpoint().equals(contact.endpoint())) {
        return bucket.failures(row) > 0 ? Heard.WANTED : Heard.UNWANTED;
      }
      if (bucket.failures(row) > 0) {
        return Heard.WANTED;
      }
      bucket.refresh(row, Ticks.of(now));
      return Heard.KNOWN;
    }
    return hasUseFor(contact, place) ? Heard.WANTED : Heard.UNWANTED;
  }

  /// Whether `contact`, of whom somebody told us, would enter if it answered a request of ours; not
  /// if its id is in the table already. Changes nothing.
  public boolean wants(Contact contact) {
    if (contact.id().length() != self.length() || contact.id().equals(self)) {
      return false;
    }
    Place place = buckets.placeOf(contact.id());
    return place.bucket().rowOf(contact.id()) < 0 && hasUseFor(contact, place);
  }

  // A replacement that is checked whenever it asks would check us in turn if it holds us as one:
  // two nodes would go on asking each other for ever.
  private boolean hasUseFor(Contact contact, Place place) {
    Bucket bucket = place.bucket();
    boolean room =
        bucket.size() < options.k()
            || maySplit(place, contact.id())
            || bucket.rowFailedAtLeast(options.failuresUntilStale()) >= 0
            || bucket.hasRoomToWait(contact, options);
    return room && fitsBucket(contact, bucket) && fitsTable(contact);
  }

  /// Whether fewer than k contacts are nearer to the own id than `id` is.
  public boolean isNeighbour(NodeId id) {
    List<Contact> nearest = closest(self, options.k());
    return nearest.size() < options.k() || self.compareDistance(id, nearest.getLast().id()) <= 0;
  }

  /// Whether the contact with `id` has failed, or took a place as a replacement, and has not been
  /// seen since.
  public boolean isOnProbation(NodeId id) {
    Bucket bucket = bucketFor(id);
    int row = bucket.rowOf(id);
    return row >= 0 && bucket.failures(row) > 0;
  }

  /// What [#heard] says of a contact.
  public enum Heard {
    /// In the table, and refreshed.
    KNOWN,
    /// Not in the table, or failing there; an answer to a request of ours would bring it in.
    WANTED,
    /// The table has no use for it.
    UNWANTED
  }

  /// Takes note that a request of ours to `contact` was not answered. Tells whether it left the
  /// table for that; its place goes to the newest replacement, if there is one.
  public Optional<Departure> failed(long now, Contact contact) {
    if (contact.id().length() != self.length()) {
      return Optional.empty();
    }
    Bucket bucket = bucketFor(contact.id());
    int row = bucket.rowOf(contact.id());
    if (row < 0 || !bucket.contact(row).endpoint().equals(contact.endpoint())) {
      return Optional.empty();
    }
    int tick = Ticks.of(now);
    bucket.fail(row, tick);
    nobodyDue.end();
    boolean gone = bucket.failures(row) >= options.failuresUntilRemoved();
    boolean stale = bucket.failures(row) >= options.failuresUntilStale();
    if (!gone && !(stale && bucket.replacementCount() > 0)) {
      return Optional.empty();
    }
    return Optional.of(replace(bucket, row, tick));
  }

  /// Removes the contact with `id`, for a node that lied about it; a replacement takes its place.
  public Optional<Departure> remove(long now, NodeId id) {
    Bucket bucket = bucketFor(id);
    bucket.removeReplacement(id);
    int row = bucket.rowOf(id);
    return row < 0 ? Optional.empty() : Optional.of(replace(bucket, row, Ticks.of(now)));
  }

  private Departure replace(Bucket bucket, int row, int now) {
    Contact gone = leave(bucket, row);
    Contact next = bucket.takeReplacement();
    while (next != null && !(fitsBucket(next, bucket) && fitsTable(next))) {
      next = bucket.takeReplacement();
    }
    if (next != null) {
      bucket.promote(next, now);
      blocks.add(next.endpoint().address());
      size++;
      nobodyDue.end();
    }
    return new Departure(gone, next);
  }

  private void enter(Bucket bucket, Contact contact, int now) {
    bucket.append(contact, now);
    blocks.add(contact.endpoint().address());
    size++;
  }

  private Contact leave(Bucket bucket, int row) {
    Contact gone = bucket.remove(row);
    blocks.remove(gone.endpoint().address());
    size--;
    return gone;
  }

  /// The contact with `id`, if it is in the table.
  public Optional<Contact> find(NodeId id) {
    Bucket bucket = bucketFor(id);
    int row = bucket.rowOf(id);
    return row < 0 ? Optional.empty() : Optional.of(bucket.contact(row));
  }

  /// The contacts of the bucket `id` belongs to, least recently seen first.
  public List<Contact> bucketOf(NodeId id) {
    return List.copyOf(bucketFor(id).contacts());
  }

  /// The `count` contacts nearest to `target`, nearest first, stale ones left out; fewer only if
  /// the table has no more. The list is the caller's own.
  public List<Contact> closest(NodeId target, int count) {
    int most = Math.min(count, size);
    return new Nearest(buckets, target, most, options.failuresUntilStale()).contacts();
  }

  /// Whether the `count` contacts nearest to `target` are all nodes near it that were ever heard
  /// of: none was turned away because a bucket was full. As true as the table is fresh; where it
  /// holds, a lookup would find out nothing new.
  public boolean isCompleteAround(NodeId target, int count) {
    int around = buckets.root();
    int half = around;
    for (int depth = 0; live(half) >= count; depth++) {
      around = half;
      if (!Buckets.isBranch(half)) {
        break;
      }
      half = buckets.half(half, target.bit(depth));
    }
    boolean[] isFull = {false};
    buckets.forEach(around, bucket -> isFull[0] |= bucket.size() == options.k());
    return !isFull[0] && live(around) >= count;
  }

  // The contacts in a range that are handed out.
  private int live(int range) {
    int[] live = {0};
    buckets.forEach(
        range, bucket -> live[0] += bucket.countFailedLessThan(options.failuresUntilStale()));
    return live[0];
  }

  /// All contacts, in the order of the key space.
  public List<Contact> contacts() {
    List<Contact> all = new ArrayList<>(size);
    buckets.forEach(buckets.root(), bucket -> all.addAll(bucket.contacts()));
    return all;
  }

  /// The contacts to save for the next start, those seen last first, stale ones left out.
  public List<Contact> mostRecentlySeen(int count) {
    return new SeenLast(buckets, options.failuresUntilStale()).contacts(count);
  }

  /// The contact to check next: the one longest overdue. A contact is due when it was neither seen
  /// nor tried for `quietNanos`; after a failure it is due again after `retryNanos`, after each
  /// further one in a row after twice as long as before, up to 32 times. Empty if none is due.
  /// Marks the contact as tried.
  public Optional<Contact> nextToCheck(long now, long quietNanos, long retryNanos) {
    int tick = Ticks.of(now);
    int quiet = Math.max(1, Ticks.of(quietNanos));
    int retry = Math.max(1, Ticks.of(retryNanos));
    if (nobodyDue.lasts(tick, quiet, retry)) {
      return Optional.empty();
    }
    LongestDue longest = new LongestDue(tick, quiet, retry);
    buckets.forEach(buckets.root(), longest::visit);
    nobodyDue.set(longest.next(), quiet, retry);
    return Optional.ofNullable(longest.markTried());
  }

  /// Whether the contact with `id` may be checked now for another reason than its silence: neither
  /// seen nor tried for `retryNanos`, or, if it has failed, for as long as [#nextToCheck] waits
  /// then. Marks the contact as tried if so.
  public boolean mayCheck(long now, NodeId id, long retryNanos) {
    Bucket bucket = bucketFor(id);
    int row = bucket.rowOf(id);
    int tick = Ticks.of(now);
    int retry = Math.max(1, Ticks.of(retryNanos));
    if (row < 0 || bucket.due(row, retry, retry) > tick) {
      return false;
    }
    bucket.markTried(row, tick);
    return true;
  }

  /// A random point of a bucket in which nothing was heard for `quietNanos`, for a refreshing
  /// lookup (BEP 5, Routing Table; section 2.3 of the paper), the quietest bucket first. Empty if
  /// there is no such bucket. The bucket then counts as fresh, so that a lookup without result is
  /// not repeated at once.
  public Optional<NodeId> nextToRefresh(long now, long quietNanos, RandomGenerator random) {
    int tick = Ticks.of(now);
    int quiet = Ticks.of(quietNanos);
    if (nobodyQuiet.lasts(tick, quiet, quiet)) {
      return Optional.empty();
    }
    Stalest stalest = new Stalest(buckets, tick - quiet, self.length());
    nobodyQuiet.set(stalest.earliestChange() + quiet, quiet, quiet);
    Optional<NodeId> target = stalest.randomPoint(random);
    stalest.touch(tick);
    return target;
  }

  /// A random point of each bucket that is farther from the own id than its nearest contact,
  /// nearest bucket first: what a node looks up after joining (section 2.3 of the paper).
  public List<NodeId> refreshTargets(RandomGenerator random) {
    List<NodeId> targets = new ArrayList<>();
    int range = buckets.root();
    for (int depth = 0; Buckets.isBranch(range); depth++) {
      targets.add(self.flipped(depth).randomInRange(depth + 1, random));
      range = buckets.half(range, self.bit(depth));
    }
    Collections.reverse(targets);
    return targets;
  }

  /// The number of buckets and how full they are, nearest last: for people and metrics.
  public List<BucketSummary> summary() {
    List<BucketSummary> summaries = new ArrayList<>();
    summarize(buckets.root(), 0, true, summaries);
    return summaries;
  }

  /// One bucket in figures.
  ///
  /// @param depth the number of leading bits its ids share
  /// @param holdsSelf whether its range holds the own id
  /// @param contacts the number of contacts
  /// @param stale how many of them are stale
  /// @param replacements the number of replacements
  public record BucketSummary(
      int depth, boolean holdsSelf, int contacts, int stale, int replacements) {}

  private void summarize(int range, int depth, boolean holdsSelf, List<BucketSummary> out) {
    if (Buckets.isBranch(range)) {
      boolean own = self.bit(depth);
      summarize(buckets.half(range, !own), depth + 1, false, out);
      summarize(buckets.half(range, own), depth + 1, holdsSelf, out);
      return;
    }
    Bucket bucket = buckets.bucket(range);
    int stale = bucket.size() - bucket.countFailedLessThan(options.failuresUntilStale());
    out.add(new BucketSummary(depth, holdsSelf, bucket.size(), stale, bucket.replacementCount()));
  }

  private boolean maySplit(Place place, NodeId towards) {
    int depth = place.depth();
    boolean holdsSelf = self.commonPrefix(towards) >= depth;
    return depth < self.bits() - 1
        && (options.splitting().splits(depth, holdsSelf) || !holdsSelf && isNear(towards));
  }

  // Whether fewer contacts than are to be kept whole are nearer than the range that holds this id.
  private boolean isNear(NodeId id) {
    int kept = options.splitting().keptWhole();
    if (kept == 0) {
      return false;
    }
    int nearer = buckets.root();
    int shared = self.commonPrefix(id);
    for (int depth = 0; depth <= shared && Buckets.isBranch(nearer); depth++) {
      nearer = buckets.half(nearer, self.bit(depth));
    }
    int[] contacts = {0};
    buckets.forEach(nearer, bucket -> contacts[0] += bucket.size());
    return contacts[0] < kept;
  }

  private boolean fitsBucket(Contact contact, Bucket bucket) {
    return !blocks.mayHold(contact.endpoint().address())
        || options.diversity().allowsInBucket(contact, bucket);
  }

  // Nearly always nobody of the newcomer's block is there, and nothing need be counted.
  private boolean fitsTable(Contact contact) {
    return !blocks.mayHold(contact.endpoint().address())
        || options.diversity().allowsInTable(contact, buckets);
  }

  private Bucket bucketFor(NodeId id) {
    return buckets.placeOf(id).bucket();
  }
}
