/// The real world: the one package of the engine with sockets, threads, a clock, entropy and files.
///
/// Here: [EventLoop], which implements [dev.kith.core.net.Loop], and what it is made of: the
/// sockets of the platform, a disk, the lock of a data folder, randomness. Not here: any rule of
/// any network; a node cannot tell this package from the simulator. Start with [EventLoop].
@NullMarked
package dev.kith.core.io;

import org.jspecify.annotations.NullMarked;
