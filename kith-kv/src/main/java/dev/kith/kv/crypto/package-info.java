/// ECDSA over secp256k1 for signed values, and the only place that knows the library behind it.
///
/// The platform has no secp256k1 of its own. Not here: what is signed; that is
/// `dev.kith.kv.signed`. Start with [SigningKey].
@NullMarked
package dev.kith.kv.crypto;

import org.jspecify.annotations.NullMarked;
