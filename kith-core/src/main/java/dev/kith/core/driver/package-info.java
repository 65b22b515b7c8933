/// Machines put on a loop: what a node of any network is built from.
///
/// A machine decides and a driver does: it holds a loop, sets the timers, sends and listens, and
/// tells the machine what came of it. Here: [Requests], one socket's requests and their ends;
/// [Retry], one request for which there may be no room now; [Search], one walk towards a target;
/// [Upkeep], which keeps a routing table in the network; [Acquaintances], what each exchange
/// teaches it; [Guard] and [Sender], what strangers may cost; [Turns], what is to be done again and
/// again; [Health], how the node is doing as a whole; [HarmlessObserver], who may watch them. Not
/// here: messages, codecs, sessions, and what a request means; the network gives those as small
/// interfaces. A network may use each driver or leave it: none needs the others. Start with
/// [Requests].
@NullMarked
package dev.kith.core.driver;

import org.jspecify.annotations.NullMarked;
