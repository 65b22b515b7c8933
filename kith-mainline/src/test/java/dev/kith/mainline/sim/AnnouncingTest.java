package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.StoreReport;
import dev.kith.sim.link.Link;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whom an announcement reaches that follows a search for the same torrent, as most do.
class AnnouncingTest {
  @Test
  void a_search_that_was_stopped_early_does_not_tell_whom_to_announce_to() {
    MainlineWorld net = network("a_search_that_was_stopped*");
    for (int i = 0; i < 10; i++) {
      NodeId torrent = net.target();
      Resident peer = net.any();
      var search = peer.node().peers(torrent);
      net.run(Duration.ofMillis(100));
      search.close();

      StoreReport report = net.world().await(peer.node().announce(torrent, 4_711, false));

      assertThat(report.acknowledged()).isGreaterThanOrEqualTo(8);
    }
  }

  @Test
  void a_search_that_has_ended_spares_the_announcement_one_of_its_own() {
    MainlineWorld net = network("a_search_that_has_ended*");
    NodeId torrent = net.target();
    Resident peer = net.any();
    net.world().await(peer.node().peers(torrent).summary());

    StoreReport report = net.world().await(peer.node().announce(torrent, 4_711, false));

    assertThat(report.acknowledged()).isGreaterThanOrEqualTo(8);
    assertThat(report.lookup().asked()).isZero();
  }

  private static MainlineWorld network(String scenario) {
    return MainlineWorld.of("AnnouncingTest#" + scenario, Link.standard())
        .with(options -> options.republish(false))
        .grow(300);
  }
}
