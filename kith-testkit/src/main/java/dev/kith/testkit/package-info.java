/// Seeded properties for tests: generators, replay by seed, simple shrinking. Holds no test
/// framework, so that any can be used with it.
@NullMarked
package dev.kith.testkit;

import org.jspecify.annotations.NullMarked;
