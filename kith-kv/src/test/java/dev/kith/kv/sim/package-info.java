/// Whole networks of production nodes under virtual time.
@NullMarked
package dev.kith.kv.sim;

import org.jspecify.annotations.NullMarked;
