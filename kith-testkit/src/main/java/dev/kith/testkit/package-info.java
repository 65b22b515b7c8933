/// Seeded properties for tests: generators, replay by seed, simple shrinking.
///
/// Here: [Property], which runs cases; [Gen], which draws their inputs; [Mutations], which spoils
/// samples for fuzzing; [Seed], the one number all of it follows from; [Heap], what is in use. Not
/// here: any test framework, so that any can be used with it. Start with [Property].
@NullMarked
package dev.kith.testkit;

import org.jspecify.annotations.NullMarked;
