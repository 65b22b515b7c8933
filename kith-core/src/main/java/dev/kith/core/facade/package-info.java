/// What the thread-safe façades of all networks share.
///
/// Here: [Query], a stream of results with back-pressure. Not here: anything that runs on a loop's
/// thread alone. Beside `dev.kith.core.io` this is the only package that knows of several threads.
@NullMarked
package dev.kith.core.facade;

import org.jspecify.annotations.NullMarked;
