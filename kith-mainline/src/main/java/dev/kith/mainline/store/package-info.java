/// What a node of the mainline DHT keeps for others: peers of torrents (BEP 5, 33, 51) and items
/// (BEP 44), and the tokens that guard both.
///
/// Here: bounded machines that are told the time. Not here: who may store, beyond what the BEPs
/// check; messages. Start with [PeerStore] and [ItemStore].
@NullMarked
package dev.kith.mainline.store;

import org.jspecify.annotations.NullMarked;
