package dev.kith.kv.signed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.signed.Holding.Controlled;
import dev.kith.kv.signed.Holding.Secured;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OverwriteTest {
  private static final SignedValue A1 = People.secured(People.A, "k", "1");
  private static final SignedValue A2 = People.secured(People.A, "k", "2");
  private static final SignedValue B1 = People.secured(People.B, "k", "1");
  private static final SignedValue CA1 = People.controlled(People.A, "k", "1");
  private static final SignedValue CA2 = People.controlled(People.A, "k", "2");
  private static final SignedValue CB1 = People.controlled(People.B, "k", "1");

  @Test
  void where_nothing_is_anything_is_stored() {
    assertThat(Overwrite.decide(Optional.empty(), A1))
        .isEqualTo(new Overwrite.Store(new Secured(A1), Optional.empty()));
    assertThat(Overwrite.decide(Optional.empty(), CA1))
        .isEqualTo(new Overwrite.Store(new Controlled(List.of(CA1)), Optional.empty()));
  }

  @Test
  void a_secured_value_is_replaced_by_its_owner_only() {
    Optional<Holding> found = Optional.of(new Secured(A1));

    assertThat(Overwrite.decide(found, A2))
        .isEqualTo(new Overwrite.Store(new Secured(A2), Optional.of(A1)));
    assertThat(Overwrite.decide(found, A1)).isEqualTo(new Overwrite.Keep(new Secured(A1)));
    assertThat(Overwrite.decide(found, B1)).isEqualTo(refused(Refusal.OTHER_OWNER));
  }

  @Test
  void nothing_controlled_goes_over_a_secured_value() {
    Optional<Holding> found = Optional.of(new Secured(A1));

    assertThat(Overwrite.decide(found, CA1)).isEqualTo(refused(Refusal.OTHER_MODE));
    assertThat(Overwrite.decide(found, CB1)).isEqualTo(refused(Refusal.OTHER_OWNER));
  }

  @Test
  void nothing_secured_goes_over_controlled_values() {
    Optional<Holding> found = Optional.of(new Controlled(List.of(CA1)));

    assertThat(Overwrite.decide(found, A2)).isEqualTo(refused(Refusal.OTHER_MODE));
    assertThat(Overwrite.decide(found, B1)).isEqualTo(refused(Refusal.OTHER_MODE));
  }

  @Test
  void a_controlled_value_takes_its_owners_place_or_a_new_one_at_the_end() {
    Optional<Holding> one = Optional.of(new Controlled(List.of(CA1)));
    Optional<Holding> two = Optional.of(new Controlled(List.of(CA1, CB1)));

    assertThat(Overwrite.decide(one, CB1))
        .isEqualTo(new Overwrite.Store(two.get(), Optional.empty()));
    assertThat(Overwrite.decide(two, CA2))
        .isEqualTo(new Overwrite.Store(new Controlled(List.of(CA2, CB1)), Optional.of(CA1)));
    assertThat(Overwrite.decide(two, CB1)).isEqualTo(new Overwrite.Keep(two.get()));
  }

  @Test
  void a_key_holds_the_values_of_a_bounded_number_of_owners() {
    List<SignedValue> values = crowd("x");
    Optional<Holding> full = Optional.of(new Controlled(values));
    SignedValue mine = values.getFirst();
    SignedValue renewed = new SignedValue(mine.authorization(), "other", PersistMode.CONTROLLED);

    assertThat(values).hasSize(Controlled.MOST_OWNERS);
    assertThat(Overwrite.decide(full, CA1)).isEqualTo(refused(Refusal.NO_ROOM));
    assertThat(Overwrite.decide(full, renewed)).isInstanceOf(Overwrite.Store.class);
  }

  @Test
  void a_key_holds_a_bounded_amount_of_text() {
    List<SignedValue> values = crowd("x".repeat(7_000)).subList(0, 4);
    Optional<Holding> found = Optional.of(new Controlled(values));
    SignedValue long5 = new SignedValue(CA1.authorization(), "y".repeat(7_000), CA1.persistMode());

    assertThat(Overwrite.decide(found, CA1)).isInstanceOf(Overwrite.Store.class);
    assertThat(Overwrite.decide(found, long5)).isEqualTo(refused(Refusal.NO_ROOM));
  }

  @Test
  void no_sequence_of_values_touches_what_is_not_the_owners() {
    List<SigningKey> owners = List.of(People.A, People.B, People.NODE);
    List<SignedValue> all = new ArrayList<>();
    for (SigningKey owner : owners) {
      for (String data : List.of("1", "2", "3")) {
        all.add(People.secured(owner, "k", data));
        all.add(People.controlled(owner, "k", data));
      }
    }

    Property.check(
        500,
        random -> {
          Optional<Holding> held = Optional.empty();
          for (int i = 0; i < 12; i++) {
            SignedValue arriving = all.get(random.nextInt(all.size()));
            Overwrite overwrite = Overwrite.decide(held, arriving);
            if (overwrite instanceof Overwrite.Store(Holding next, var _)) {
              assertThat(others(held, arriving)).isEqualTo(others(Optional.of(next), arriving));
              assertThat(next.values()).contains(arriving);
              held = Optional.of(next);
            }
            assertThat(SignedJson.holding(held.orElseThrow().text())).isEqualTo(held.get());
          }
        });
  }

  private static List<SignedValue> others(Optional<Holding> holding, SignedValue than) {
    return holding.map(Holding::values).orElse(List.of()).stream()
        .filter(value -> !value.hasOwnerOf(than))
        .toList();
  }

  private static List<SignedValue> crowd(String data) {
    List<SignedValue> values = new ArrayList<>();
    for (int i = 0; i < Controlled.MOST_OWNERS; i++) {
      Authorization other =
          new Authorization(
              CA1.authorization().sign(),
              new PublicKeyText("owner" + i, CA1.authorization().publicKey().expTime()));
      values.add(new SignedValue(other, data, PersistMode.CONTROLLED));
    }
    return values;
  }

  private static Overwrite refused(Refusal refusal) {
    return new Overwrite.Refuse(refusal);
  }
}
