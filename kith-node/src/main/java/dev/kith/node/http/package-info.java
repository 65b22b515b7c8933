/// The HTTP doors of the daemon.
///
/// Here: the server and its limits ([HttpServer]), what each path answers ([Doors]), the metrics,
/// the stream of events, and the way of requests for signed values to their network ([DhtDoor]).
/// Not here: what is answered from; that is `dev.kith.node.network.Service`. Nothing of this is
/// loaded unless `--http` is given. Start with [Doors].
@NullMarked
package dev.kith.node.http;

import org.jspecify.annotations.NullMarked;
