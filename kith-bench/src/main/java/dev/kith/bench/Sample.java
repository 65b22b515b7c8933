package dev.kith.bench;

/// One run of load against one contender.
///
/// @param repliesPerSecond answered requests
/// @param cpuMicrosPerReply processor time of the server's process, all its threads
/// @param allocatedPerReply bytes allocated by its threads; NaN where it does not tell
/// @param p50Micros median time from request to reply, queueing at 64 in flight included
/// @param p99Micros what 99 of 100 did not exceed
/// @param lostShare requests not answered within 200 ms, 0 to 1
/// @param replyBytes mean size of a reply
record Sample(
    double repliesPerSecond,
    double cpuMicrosPerReply,
    double allocatedPerReply,
    double p50Micros,
    double p99Micros,
    double lostShare,
    double replyBytes) {}
