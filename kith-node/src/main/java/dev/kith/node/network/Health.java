package dev.kith.node.network;

/// How a node is doing.
///
/// @param state one word: `starting`, `bootstrapping`, `joined`, `alone` or `unreachable`
/// @param detail a sentence for a person
public record Health(String state, String detail) {}
