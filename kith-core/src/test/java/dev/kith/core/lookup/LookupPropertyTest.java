package dev.kith.core.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Whatever a network answers, a lookup ends, asks nobody twice and respects its width; and where
/// everyone answers truly it finds the nearest.
class LookupPropertyTest {
  private static final Patience PATIENCE = new Patience(100, 250);

  @Test
  void it_ends_asks_once_and_stays_within_its_width() {
    Property.check(
        500,
        random -> {
          List<Contact> world = world(random, 1 + random.nextInt(60));
          NodeId target = NodeId.random(4, random);
          int paths = 1 + random.nextInt(4);
          LookupOptions options =
              LookupOptions.of(1 + random.nextInt(8), 1 + random.nextInt(4))
                  .withDisjointPaths(paths);
          Lookup lookup = new Lookup(target, world.get(0).id(), options, some(world, random));
          List<Contact> flying = new ArrayList<>();
          Set<Contact> asked = new HashSet<>();
          long now = 0;
          for (int steps = 0; !lookup.isStopped(); steps++) {
            assertThat(steps).as("steps without an end").isLessThan(10_000);
            switch (lookup.next(now, PATIENCE)) {
              case Step.Ask(Contact contact) -> {
                assertThat(asked.add(contact)).as("asked twice").isTrue();
                flying.add(contact);
                assertThat(lookup.unanswered().size())
                    .isLessThanOrEqualTo(paths * options.mostWaiting());
              }
              case Step.Wait(long until) -> {
                // Without end only for reports: when as many as allowed are overdue.
                boolean isTimed = until < Long.MAX_VALUE;
                assertThat(isTimed || !flying.isEmpty()).as("waits for something").isTrue();
                if (isTimed && (flying.isEmpty() || random.nextInt(3) == 0)) {
                  now = Math.max(now + 1, until);
                } else {
                  Contact contact = flying.remove(random.nextInt(flying.size()));
                  if (random.nextInt(3) == 0) {
                    lookup.failed(contact);
                  } else {
                    lookup.answered(contact, some(world, random));
                  }
                }
              }
              case Step.Finished() -> lookup.stop();
            }
          }
        });
  }

  @Test
  void among_truthful_nodes_it_finds_the_exact_nearest() {
    Property.check(
        300,
        random -> {
          List<Contact> world = world(random, 5 + random.nextInt(100));
          NodeId target = NodeId.random(4, random);
          int k = 1 + random.nextInt(8);
          Contact self = world.get(0);
          List<Contact> others = world.subList(1, world.size());
          Lookup lookup =
              new Lookup(
                  target,
                  self.id(),
                  LookupOptions.of(k, 3).withDisjointPaths(1 + random.nextInt(4)),
                  List.of(others.get(random.nextInt(others.size()))));

          while (lookup.next(0, PATIENCE) instanceof Step.Ask(Contact asked)) {
            lookup.answered(asked, nearest(world, target, k + 1));
          }

          assertThat(lookup.nearest()).isEqualTo(nearest(others, target, k));
        });
  }

  private static List<Contact> nearest(List<Contact> world, NodeId target, int count) {
    List<Contact> sorted = new ArrayList<>(world);
    sorted.sort(Comparator.comparing(Contact::id, target::compareDistance));
    return sorted.subList(0, Math.min(count, sorted.size()));
  }

  private static List<Contact> some(List<Contact> world, RandomGenerator random) {
    List<Contact> chosen = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      chosen.add(world.get(random.nextInt(world.size())));
    }
    return chosen;
  }

  // The last byte numbers the ids, so that no two are the same however little the draws vary.
  private static List<Contact> world(RandomGenerator random, int size) {
    List<Contact> world = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] id = NodeId.random(4, random).bytes().toArray();
      id[3] = (byte) i;
      world.add(new Contact(NodeId.copyOf(id), Endpoint.loopback(1 + i)));
    }
    return world;
  }
}
