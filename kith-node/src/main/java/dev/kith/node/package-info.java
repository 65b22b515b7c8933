/// The command line and the daemon.
///
/// Here: where the process starts. The frame of commands is in `cli`, what it prints in `output`,
/// what it reads in `text` and `config`, the daemon in `daemon`, the seam for networks in
/// `network`, and each network in a package of its own. Start with [Main], then
/// `dev.kith.node.cli.Kith`.
@NullMarked
package dev.kith.node;

import org.jspecify.annotations.NullMarked;
