/// What is due when: a pure machine for very many timers.
///
/// Here: [TimingWheel]. Not here: any clock; the caller tells the time. The real loop and the
/// simulator both run on it.
@NullMarked
package dev.kith.core.time;

import org.jspecify.annotations.NullMarked;
