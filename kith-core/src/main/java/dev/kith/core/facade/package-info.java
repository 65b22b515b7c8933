/// What the thread-safe façades of all networks share.
///
/// Here: [Query], a stream of results with back-pressure, and [Waiting], those whom a node that
/// closes has to tell. Not here: what a node does on its loop. Beside `dev.kith.core.io` this is
/// the only package that knows of several threads.
@NullMarked
package dev.kith.core.facade;

import org.jspecify.annotations.NullMarked;
