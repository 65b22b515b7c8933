/// The command line and the daemon.
@NullMarked
package dev.kith.node;

import org.jspecify.annotations.NullMarked;
