package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import org.junit.jupiter.api.Test;

final class WantTest {
  @Test
  void a_family_that_is_named_is_wanted_and_no_other() {
    Want six = want(BString.of("n6"));

    assertThat(six.includes(Family.V6, Family.V4)).isTrue();
    assertThat(six.includes(Family.V4, Family.V4)).isFalse();
  }

  @Test
  void both_may_be_named() {
    Want both = want(BString.of("n4"), BString.of("n6"));

    assertThat(both.includes(Family.V4, Family.V6)).isTrue();
    assertThat(both.includes(Family.V6, Family.V6)).isTrue();
  }

  @Test
  void without_a_known_name_the_family_of_the_transport_is_wanted() {
    for (Want unsaid : new Want[] {Want.in(BDict.EMPTY), want(), want(BString.of("n8"))}) {
      assertThat(unsaid).isEqualTo(Want.UNSAID);
      assertThat(unsaid.includes(Family.V4, Family.V4)).isTrue();
      assertThat(unsaid.includes(Family.V6, Family.V4)).isFalse();
      assertThat(unsaid.includes(Family.V6, Family.V6)).isTrue();
    }
  }

  @Test
  void unknown_members_are_ignored() {
    assertThat(want(new BInteger(4), BString.of("n9"), BString.of("n4")))
        .isEqualTo(new Want(true, false));
  }

  private static Want want(BValue... members) {
    return Want.in(BDict.builder().put("want", BList.of(members)).build());
  }
}
