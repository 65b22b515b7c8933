/// Node ids as the mainline DHT wants them.
///
/// Here: ids bound to addresses (BEP 42). Not here: what follows from an id that does not fit; the
/// node decides that. Start with [SecureIds].
@NullMarked
package dev.kith.mainline.id;

import org.jspecify.annotations.NullMarked;
