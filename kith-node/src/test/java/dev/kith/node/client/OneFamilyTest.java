package dev.kith.node.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneFamilyTest {
  private static final Endpoint V4 = Endpoint.parse("127.0.0.1:1");
  private static final Endpoint OTHER_V4 = Endpoint.parse("127.0.0.1:2");
  private static final Endpoint V6 = Endpoint.parse("[::1]:1");
  private static final Endpoint OTHER_V6 = Endpoint.parse("[::1]:2");

  @Test
  void of_a_host_with_both_families_the_first_is_taken() {
    assertThat(OneFamily.of(List.of(List.of(V4, V6)))).containsExactly(V4);
  }

  @Test
  void a_family_that_all_hosts_have_goes_before_the_first() {
    assertThat(OneFamily.of(List.of(List.of(V4, V6), List.of(OTHER_V4))))
        .containsExactly(V4, OTHER_V4);
    assertThat(OneFamily.of(List.of(List.of(V4, V6), List.of(OTHER_V6))))
        .containsExactly(V6, OTHER_V6);
  }

  @Test
  void hosts_without_a_family_in_common_stay_as_they_are() {
    assertThat(OneFamily.of(List.of(List.of(V4), List.of(V6)))).containsExactly(V4, V6);
    assertThat(OneFamily.of(List.of())).isEmpty();
  }
}
