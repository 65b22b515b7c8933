/// Drawings of results, as SVG.
///
/// Here: [Plot]. Not here: what is drawn.
@NullMarked
package dev.kith.node.plot;

import org.jspecify.annotations.NullMarked;
