package dev.kith.core.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A lookup among two thousand truthful nodes, one of whose seeds lies: the eight nearest are found
/// nevertheless. Everybody answers after 100 ms; who does not exist fails after two seconds.
class LiarTest {
  private static final int K = 8;
  private static final int LIVING = 2_000;
  private static final long ANSWER = Duration.ofMillis(100).toNanos();
  private static final long FAILURE = Duration.ofSeconds(2).toNanos();
  private static final Patience PATIENCE =
      new Patience(Duration.ofMillis(200).toNanos(), Duration.ofMillis(600).toNanos());
  private static final Contact NOBODY = new Contact(NodeId.hex("ff".repeat(20)), at(9_999));

  private final Random random = new Random(3);
  private final NodeId target = NodeId.random(20, random);
  private final List<Contact> living = new ArrayList<>(); // nearest first
  private final Set<Endpoint> inhabited = new LinkedHashSet<>();
  private final Contact liar =
      new Contact(target.randomInRange(1, random), at(3_000)); // asked first

  private record Due(long at, Runnable report) {}

  LiarTest() {
    for (int i = 0; i < LIVING; i++) {
      living.add(new Contact(NodeId.random(20, random), at(i)));
      inhabited.add(at(i));
    }
    living.sort(Comparator.comparing(Contact::id, target::compareDistance));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void who_names_the_nearest_under_false_ids_hides_none(int paths) {
    List<Contact> lies = lies(K, i -> new Contact(nearTarget(), living.get(i).endpoint()));

    assertThat(found(lies, paths)).isEqualTo(living.subList(0, K));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void who_names_the_nearest_at_false_endpoints_hides_none(int paths) {
    List<Contact> lies = lies(K, i -> new Contact(living.get(i).id(), at(4_000 + i)));

    assertThat(found(lies, paths)).isEqualTo(living.subList(0, K));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void who_names_two_of_nobody_beside_each_of_the_nearest_hides_none(int paths) {
    List<Contact> lies = lies(2 * K, i -> new Contact(nearTarget(), beside(living.get(i / 2), i)));

    assertThat(found(lies, paths)).isEqualTo(living.subList(0, K));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void who_names_hundreds_of_nobody_leaves_room_for_others(int paths) {
    List<Contact> lies = lies(150, i -> new Contact(nearTarget(), at(4_000 + i)));

    assertThat(found(lies, paths)).isEqualTo(living.subList(0, K));
  }

  @Test
  void an_endpoint_named_under_many_ids_is_asked_three_times_at_most() {
    List<Contact> lies = lies(2 * K, i -> new Contact(nearTarget(), NOBODY.endpoint()));

    found(lies, 1);

    assertThat(askedAtNobody).isEqualTo(3);
  }

  private int askedAtNobody;

  private List<Contact> found(List<Contact> lies, int paths) {
    List<Contact> seeds = new ArrayList<>(living.subList(1_000, 1_000 + 8 * paths - 1));
    seeds.add(liar);
    LookupOptions options = LookupOptions.of(K, 4).withDisjointPaths(paths);
    Lookup lookup = new Lookup(target, NOBODY.id(), options, seeds);
    PriorityQueue<Due> reports = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    long now = 0;
    while (true) {
      switch (lookup.next(now, PATIENCE)) {
        case Step.Ask(Contact contact) -> reports.add(ask(lookup, now, contact, lies));
        case Step.Wait(long until) -> {
          Due next = reports.peek();
          now = next == null ? until : Math.min(until, next.at);
          while (!reports.isEmpty() && reports.peek().at <= now) {
            reports.remove().report.run();
          }
        }
        case Step.Finished() -> {
          return lookup.nearest();
        }
      }
    }
  }

  private Due ask(Lookup lookup, long now, Contact contact, List<Contact> lies) {
    askedAtNobody += contact.endpoint().equals(NOBODY.endpoint()) ? 1 : 0;
    if (contact.equals(liar)) {
      return new Due(now + ANSWER, () -> lookup.answered(contact, lies));
    }
    if (living.contains(contact)) {
      return new Due(now + ANSWER, () -> lookup.answered(contact, closerThan(contact)));
    }
    // Whoever lives there answers under another id, which is a failure too.
    long wait = inhabited.contains(contact.endpoint()) ? ANSWER : FAILURE;
    return new Due(now + wait, () -> lookup.failed(contact));
  }

  /// Eight that are at least two bits nearer, or the nearest of all.
  private List<Contact> closerThan(Contact contact) {
    int shared = target.commonPrefix(contact.id());
    List<Contact> closer =
        new ArrayList<>(
            living.stream().filter(each -> target.commonPrefix(each.id()) >= shared + 2).toList());
    if (closer.size() < K) {
      return living.subList(0, K);
    }
    Collections.shuffle(closer, random);
    return closer.subList(0, K);
  }

  private interface Lie {
    Contact number(int i);
  }

  private static List<Contact> lies(int count, Lie lie) {
    return IntStream.range(0, count).mapToObj(lie::number).toList();
  }

  private NodeId nearTarget() {
    return target.randomInRange(30, random);
  }

  private static Endpoint beside(Contact contact, int i) {
    return new Endpoint(Address.v4(contact.endpoint().address().v4Bits() + 7 + i % 2), 6881);
  }

  /// An address in a block of its own.
  private static Endpoint at(int number) {
    return new Endpoint(Address.v4(0x0b000001 + number * 256), 6881);
  }
}
