/// The BitTorrent mainline DHT (BEP 5 and what was built on it).
@NullMarked
package dev.kith.mainline;

import org.jspecify.annotations.NullMarked;
