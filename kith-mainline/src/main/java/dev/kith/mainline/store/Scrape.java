package dev.kith.mainline.store;

/// Who has a torrent, in a form that tells numbers and not addresses (BEP 33).
///
/// @param seeds the addresses of peers that have all of it
/// @param others the addresses of all other peers
public record Scrape(BloomFilter seeds, BloomFilter others) {}
