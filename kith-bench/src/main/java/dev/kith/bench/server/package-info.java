/// The programs the bench measures: each a process of its own that says `READY <port>` and ends
/// when its standard input does.
@NullMarked
package dev.kith.bench.server;

import org.jspecify.annotations.NullMarked;
