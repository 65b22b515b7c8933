/// Results to be read: figures as plain maps, and a plot beside them.
///
/// Here: [SimReport], [Plot] and [Fit]. Not here: JSON; whoever writes files serialises.
@NullMarked
package dev.kith.sim.report;

import org.jspecify.annotations.NullMarked;
