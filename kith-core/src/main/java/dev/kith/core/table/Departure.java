package dev.kith.core.table;

import dev.kith.core.id.Contact;
import org.jspecify.annotations.Nullable;

/// A contact has left a table.
///
/// @param gone who left
/// @param promoted the replacement that has the place now, if there was one
public record Departure(Contact gone, @Nullable Contact promoted) {}
