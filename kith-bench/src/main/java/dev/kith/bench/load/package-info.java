/// The load generator: a process of its own that keeps a number of requests in flight and can
/// outrun any of the servers on one core.
///
/// Here: the batched socket of Linux ([dev.kith.bench.load.BatchSocket]), one run of load, its
/// histogram, and the program that takes commands. Not here: anything of Kith but bytes on the
/// wire; the generator must not share code with what it measures. Linux only.
@NullMarked
package dev.kith.bench.load;

import org.jspecify.annotations.NullMarked;
