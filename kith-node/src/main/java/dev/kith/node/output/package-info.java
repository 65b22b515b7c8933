/// What the program writes: results on standard output, everything else on standard error.
///
/// Here: [Output] with its two forms, JSON Lines and text for a person, and [Progress]. Not here:
/// what is written; commands decide that. Start with [Output].
@NullMarked
package dev.kith.node.output;

import org.jspecify.annotations.NullMarked;
