/// How the daemon is configured: flags, then environment, then a TOML file, then defaults.
///
/// Here: [Setting], a value and where it comes from, the three sources, [Settings], which asks them
/// in order, [DataHome] and [StateFile]. Not here: what a setting does. Start with [Settings].
@NullMarked
package dev.kith.node.config;

import org.jspecify.annotations.NullMarked;
