/// Ed25519 for stored items (BEP 44), and the only place that knows the library behind it.
///
/// The platform has Ed25519 too, but several times slower, and it does not sign with the expanded
/// form of a key, which BEP 44's own test vectors and libtorrent's key files use. Not here: what is
/// signed. Start with [Ed25519].
@NullMarked
package dev.kith.mainline.crypto;

import org.jspecify.annotations.NullMarked;
