package dev.kith.core.table;

/// A range of the key space, all ids that share a prefix: either two halves or a bucket.
sealed interface Range permits Branch, Bucket {}
