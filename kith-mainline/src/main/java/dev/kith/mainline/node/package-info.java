/// The full node: what runs on the loop behind the façade `Mainline`.
///
/// Here: [MainlineNode] and its parts. A [Home] is one bound address with its own id and table; a
/// [Search] is one walk in one home; the operations (finding, announcing, putting, getting) run a
/// search in every home. Not here: threads; everything runs on the loop's. Internal to this module.
/// Start with [MainlineNode].
@NullMarked
package dev.kith.mainline.node;

import org.jspecify.annotations.NullMarked;
