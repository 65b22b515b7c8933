package dev.kith.mainline.store;

import dev.kith.core.bytes.Bytes;

/// Some of the info-hashes a node holds (BEP 51).
///
/// @param hashes the info-hashes, 20 bytes each, one after another in random order
/// @param keys how many the node holds
/// @param intervalSeconds until when the sample stays the same, unless it is all there is; a reply
///   without room for all of it says this nevertheless
public record InfohashSample(Bytes hashes, int keys, long intervalSeconds) {}
