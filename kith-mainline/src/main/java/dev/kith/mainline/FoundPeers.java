package dev.kith.mainline;

import dev.kith.core.lookup.LookupCounts;

/// The end of a search for peers.
///
/// @param peers how many different peers were found
/// @param counts what the search took
public record FoundPeers(int peers, LookupCounts counts) {}
