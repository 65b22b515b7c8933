/// A deterministic network simulator. Nothing in here reads a clock or opens a socket.
@NullMarked
package dev.kith.sim;

import org.jspecify.annotations.NullMarked;
