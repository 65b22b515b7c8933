/// Measurements of Kith and its peers side by side, in one run, as ratios.
///
/// Here: the command that runs them all ([dev.kith.bench.Bench]), the server processes it measures,
/// the reports, and the echo of the bare loop ([dev.kith.bench.EchoBench]). The load generator is
/// in `dev.kith.bench.load`, the microbenchmarks in `dev.kith.bench.micro`. Not here: tests. A
/// figure depends on the machine, a ratio much less so, and neither ever fails a build.
@NullMarked
package dev.kith.bench;

import org.jspecify.annotations.NullMarked;
