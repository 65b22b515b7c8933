/// Microbenchmarks (JMH): what one call of the codec, the table and the lookup costs, in time and
/// in bytes allocated. Run by `kith-bench/jmh`; the profiler `gc` shows the allocation.
@NullMarked
package dev.kith.bench.micro;

import org.jspecify.annotations.NullMarked;
