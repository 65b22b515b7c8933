/// The HTTP interface of signed values: `POST`, `GET` and `HEAD` of `/dht/{key}`.
///
/// Here: which request means what, and what is answered, as pure rules ([HttpRules]) and the call
/// of the network between them ([DhtApi]). Not here: sockets and servers; whoever serves HTTP hands
/// requests in and sends answers out. Start with [DhtApi].
@NullMarked
package dev.kith.kv.http;

import org.jspecify.annotations.NullMarked;
