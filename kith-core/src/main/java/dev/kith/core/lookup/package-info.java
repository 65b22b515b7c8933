/// The iterative search for the nodes nearest to a target.
///
/// Here: [Lookup], which decides whom to ask next and when to stop. Not here: messages; the node
/// turns "ask this contact" into a request of its own and reports how it went. Start with [Lookup].
@NullMarked
package dev.kith.core.lookup;

import org.jspecify.annotations.NullMarked;
