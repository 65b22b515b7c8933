package dev.kith.mainline.store;

import dev.kith.core.bytes.Bytes;

/// Some of the info-hashes a node holds (BEP 51).
///
/// @param hashes the info-hashes, 20 bytes each, one after another
/// @param keys how many the node holds
/// @param intervalSeconds until when the sample stays the same; 0 if it is all there is
public record InfohashSample(Bytes hashes, int keys, long intervalSeconds) {}
