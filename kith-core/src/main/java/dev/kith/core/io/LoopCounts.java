package dev.kith.core.io;

/// What a loop has counted since it started.
///
/// @param turns rounds of waiting and working
/// @param received datagrams taken from the system, whether admitted or not
/// @param receivedBytes their payload
/// @param sent datagrams the system accepted
/// @param sentBytes their payload
/// @param sendsFailed datagrams lost because the system refused them, or because their destination
///   is not one the socket can reach
/// @param sendsOverflowed datagrams lost because the send queue was full
/// @param rebinds sockets that failed and were bound anew
/// @param broken failures of our own that were reported and survived
/// @param closeFailures errors while closing, of no consequence
public record LoopCounts(
    long turns,
    long received,
    long receivedBytes,
    long sent,
    long sentBytes,
    long sendsFailed,
    long sendsOverflowed,
    long rebinds,
    long broken,
    long closeFailures) {}
