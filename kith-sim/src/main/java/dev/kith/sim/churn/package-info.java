/// Nodes that come and go.
///
/// Here: how long they stay ([Sessions]) and who replaces them ([Population]). Not here: what runs
/// on them; the scenario says how a node is born.
@NullMarked
package dev.kith.sim.churn;

import org.jspecify.annotations.NullMarked;
