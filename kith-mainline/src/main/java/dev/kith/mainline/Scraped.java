package dev.kith.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;

/// How many seeds and other peers a torrent has, estimated from Bloom filters (BEP 33).
///
/// @param infoHash the torrent
/// @param seeds the estimate of seeds, 0 if no node has any, infinite if beyond what a filter can
///   tell (about 8,000)
/// @param peers the same for other peers
/// @param filters how many nodes had filters, this one among them
/// @param counts what the search took
public record Scraped(
    NodeId infoHash, double seeds, double peers, int filters, LookupCounts counts) {}
