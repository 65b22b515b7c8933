/// Programs that measure Kith, and its peers beside it.
///
/// Here: one program for each question, with its arguments in its comment. Not here: anything that
/// decides whether the build passes. Start with [EchoBench].
@NullMarked
package dev.kith.bench;

import org.jspecify.annotations.NullMarked;
