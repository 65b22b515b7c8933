/// The one stream of events through which a node is watched.
///
/// Here: the sealed family [Event] and its [Observer]. Not here: logging or metrics; those are
/// observers, in the program that wants them.
@NullMarked
package dev.kith.core.observe;

import org.jspecify.annotations.NullMarked;
