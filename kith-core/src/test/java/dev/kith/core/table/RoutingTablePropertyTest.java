package dev.kith.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table agrees with plain lists, whatever is done to it.
class RoutingTablePropertyTest {
  private static final NodeId SELF = NodeId.hex("5a".repeat(20));

  @Test
  void closest_is_exact_for_any_contents_and_target() {
    Property.check(
        400,
        random -> {
          Splitting splitting =
              random.nextBoolean() ? Splitting.OWN_RANGE : Splitting.accelerated(5);
          RoutingTable table =
              new RoutingTable(SELF, TableOptions.of(1 + random.nextInt(20)).with(splitting));
          int offers = random.nextInt(300);
          for (int i = 0; i < offers; i++) {
            table.offer(i, new Contact(drawId(random), Endpoint.loopback(1 + i)));
          }
          NodeId target = drawId(random);
          int count = random.nextInt(30);

          List<Contact> closest = table.closest(target, count);

          List<Contact> sorted = new ArrayList<>(table.contacts());
          sorted.sort(Comparator.comparing(Contact::id, target::compareDistance));
          assertThat(closest).isEqualTo(sorted.subList(0, Math.min(count, sorted.size())));
        });
  }

  @Test
  void a_table_that_keeps_its_surroundings_whole_knows_the_nearest_of_all_it_was_offered() {
    Property.check(
        400,
        random -> {
          int k = 2 + random.nextInt(19);
          RoutingTable table =
              new RoutingTable(SELF, TableOptions.of(k).with(Splitting.OWN_RANGE.keepingWhole(k)));
          TreeMap<NodeId, Contact> offered = new TreeMap<>(SELF::compareDistance);
          int offers = random.nextInt(300);
          for (int i = 0; i < offers; i++) {
            Contact contact = new Contact(drawId(random), Endpoint.loopback(1 + i));
            if (!contact.id().equals(SELF) && offered.putIfAbsent(contact.id(), contact) == null) {
              table.offer(i, contact);
            }
          }

          List<Contact> nearest = table.closest(SELF, k);

          assertThat(nearest).isEqualTo(offered.values().stream().limit(k).toList());
        });
  }

  @Test
  void no_sequence_of_events_breaks_the_tables_rules() {
    Property.check(
        300,
        random -> {
          int k = 1 + random.nextInt(4);
          Splitting splitting =
              random.nextBoolean() ? Splitting.OWN_RANGE : Splitting.OWN_RANGE.keepingWhole(k);
          RoutingTable table =
              new RoutingTable(SELF, TableOptions.of(k).withReplacements(2).with(splitting));
          TreeMap<NodeId, Contact> offered = new TreeMap<>();
          long now = 0;
          int steps = random.nextInt(200);
          for (int i = 0; i < steps; i++) {
            now += random.nextInt(2_000_000_000);
            Contact contact =
                new Contact(
                    NodeId.copyOf(Gen.idsNear(SELF.bytes().toArray()).draw(random)),
                    new Endpoint(Address.v4(0x08000000 + random.nextInt(1 << 12)), 1));
            Contact known = offered.isEmpty() ? contact : pick(offered, random.nextInt());
            switch (random.nextInt(6)) {
              case 0, 1 -> {
                table.offer(now, contact);
                offered.put(contact.id(), contact);
              }
              case 2 -> table.heard(now, contact);
              case 3 -> table.failed(now, known);
              case 4 -> table.remove(now, known.id());
              default -> table.nextToCheck(now, 60_000_000_000L, 1_000_000_000L);
            }

            List<Contact> contacts = table.contacts();
            assertThat(contacts).hasSize(table.size());
            assertThat(contacts)
                .extracting(Contact::id)
                .doesNotContain(SELF)
                .doesNotHaveDuplicates();
            assertThat(contacts).allSatisfy(each -> assertThat(offered).containsKey(each.id()));
            assertThat(contacts)
                .extracting(each -> each.endpoint().address())
                .doesNotHaveDuplicates();
            assertThat(
                    contacts.stream()
                        .collect(
                            Collectors.groupingBy(
                                each -> each.endpoint().address().block(), Collectors.counting()))
                        .values())
                .allMatch(count -> count <= 10);
            assertThat(table.summary())
                .allSatisfy(bucket -> assertThat(bucket.contacts()).isBetween(0, k))
                .allSatisfy(bucket -> assertThat(bucket.replacements()).isBetween(0, 2));
          }
        });
  }

  @Test
  void what_is_due_or_quiet_is_found_as_by_looking_through_everything() {
    Property.check(
        300,
        random -> {
          RoutingTable lulled = new RoutingTable(SELF, TableOptions.of(2));
          RoutingTable watched = new RoutingTable(SELF, TableOptions.of(2));
          List<Contact> met = new ArrayList<>();
          long now = 0;
          for (int i = random.nextInt(150); i >= 0; i--) {
            now += random.nextInt(2_000_000_000);
            Contact contact = new Contact(drawId(random), Endpoint.loopback(1 + i));
            Contact known = met.isEmpty() ? contact : met.get(random.nextInt(met.size()));
            met.add(contact);
            for (RoutingTable each : List.of(lulled, watched)) {
              each.offer(now, contact);
              if (i % 3 == 0) {
                each.failed(now, known);
              } else if (i % 3 == 1 && i % 5 == 0) {
                each.remove(now, known.id());
              } else {
                each.heard(now, known);
              }
            }
            // Nobody has been silent for longer than time has lasted, so this ends every lull.
            long ages = 1_000_000_000_000L;
            watched.nextToCheck(now, ages, ages);
            watched.nextToRefresh(now, ages, new SplittableRandom(1));

            long quiet = 5_000_000_000L + random.nextInt(1_000_000_000);
            assertThat(lulled.nextToCheck(now, quiet, 1_000_000_000L))
                .isEqualTo(watched.nextToCheck(now, quiet, 1_000_000_000L));
            assertThat(lulled.nextToRefresh(now, quiet, new SplittableRandom(i)))
                .isEqualTo(watched.nextToRefresh(now, quiet, new SplittableRandom(i)));
          }
        });
  }

  private static Contact pick(Map<NodeId, Contact> offered, int draw) {
    return new ArrayList<>(offered.values()).get(Math.floorMod(draw, offered.size()));
  }

  private static NodeId drawId(java.util.random.RandomGenerator random) {
    return NodeId.copyOf(
        random.nextBoolean()
            ? Gen.ids(20).draw(random)
            : Gen.idsNear(SELF.bytes().toArray()).draw(random));
  }
}
