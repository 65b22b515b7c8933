/// A client of the HTTP interface of signed values, of ours and of the original's.
///
/// Here: [KvHttpClient], which signs, posts, asks and verifies. It takes no part in the network,
/// and is the one package of this module that goes out by itself: over HTTP, to the address it is
/// given.
@NullMarked
package dev.kith.kv.client;

import org.jspecify.annotations.NullMarked;
