package dev.kith.kv.node;

import dev.kith.core.net.Loop;
import dev.kith.kv.KvOptions;

/// The parts of one node, for what it does with several of them.
///
/// @param loop the loop it runs on
/// @param options how it is set up
/// @param neighbours whom it knows
/// @param values what it keeps
/// @param storing how it asks others to store
/// @param profile what a value is
record Parts(
    Loop loop,
    KvOptions options,
    Neighbours neighbours,
    Values values,
    Storing storing,
    Profile profile) {}
