/// What is due when: pure machines for timers.
///
/// Here: [TimingWheel], for very many timers, on which the real loop and the simulator run; and
/// [Deadlines], for the few of one machine. Not here: any clock; the caller tells the time.
@NullMarked
package dev.kith.core.time;

import org.jspecify.annotations.NullMarked;
