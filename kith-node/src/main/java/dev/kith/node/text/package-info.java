/// What a person types, turned into values, and values turned back into what a person reads.
///
/// Here: [HostPort], [Durations], [Hex], [Values], [OneLine]. Not here: options and commands, which
/// know what each text is for. Everything here refuses bad text with an [IllegalArgumentException]
/// whose message names the text and what was expected. Start with [Values].
@NullMarked
package dev.kith.node.text;

import org.jspecify.annotations.NullMarked;
