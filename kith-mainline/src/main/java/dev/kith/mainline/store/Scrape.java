package dev.kith.mainline.store;

import dev.kith.core.bytes.Bytes;

/// Who has a torrent, in a form that tells numbers and not addresses (BEP 33).
///
/// @param seeds the [BloomFilter] of the addresses of peers that have all of it
/// @param others that of the addresses of all other peers
public record Scrape(Bytes seeds, Bytes others) {}
