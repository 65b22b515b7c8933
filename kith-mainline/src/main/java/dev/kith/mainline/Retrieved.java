package dev.kith.mainline;

import dev.kith.core.lookup.LookupCounts;
import dev.kith.mainline.item.Item;
import java.util.Optional;

/// What was found at a target.
///
/// @param <I> the kind of item
/// @param item the valid item: of a mutable one the newest that any node had
/// @param copies how many nodes had that item, this one among them
/// @param invalid how many replies were dropped because hash, key or signature did not fit
/// @param counts what the search took
public record Retrieved<I extends Item>(
    Optional<I> item, int copies, int invalid, LookupCounts counts) {}
