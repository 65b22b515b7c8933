package dev.kith.node.sim;

import dev.kith.node.output.Fields;
import dev.kith.sim.churn.Sessions;
import dev.kith.sim.link.Link;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What to simulate.
///
/// @param way the way between two hosts, losses included
/// @param loss the share of datagrams lost, for showing
/// @param link the name of the way, for showing
/// @param churn the name of the sessions, for showing
/// @param sessions how long nodes stay; null if they never leave
/// @param duration the virtual time over which lookups are spread
record Scenario(
    int nodes,
    long seed,
    Link way,
    double loss,
    String link,
    String churn,
    @Nullable Sessions sessions,
    Duration duration,
    int lookups) {
  /// The scenario as shown.
  Fields fields() {
    return Fields.of("seed", seed)
        .and("nodes", nodes)
        .and("link", link)
        .and("loss", loss)
        .and("churn", churn)
        .and("lookups", lookups)
        .and("durationSeconds", duration.toSeconds());
  }
}
