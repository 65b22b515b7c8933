package dev.kith.mainline.wire;

/// What became of reading a query's arguments: a [Request] to serve, or a [Refusal] to send back.
public sealed interface Parsed permits Request, Refusal {}
