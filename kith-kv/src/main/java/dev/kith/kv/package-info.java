/// The key/value network of Python's `kademlia` library, plain and with eqitii-dht's signed values.
@NullMarked
package dev.kith.kv;

import org.jspecify.annotations.NullMarked;
