package dev.kith.sim.engine;

import dev.kith.core.id.Contact;
import java.util.List;

/// What a lookup of an engine node found, and at what cost.
///
/// @param nearest the nearest contacts that answered, nearest first
/// @param requests the requests it took
/// @param depth after how many hops the nearest one was asked: 1 if it was in the own table; 0 if
///   depth is not measured
/// @param nanos how long it took
public record EngineResult(List<Contact> nearest, int requests, int depth, long nanos) {}
