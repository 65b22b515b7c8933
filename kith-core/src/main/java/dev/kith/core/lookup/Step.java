package dev.kith.core.lookup;

import dev.kith.core.id.Contact;

/// What a lookup wants its node to do next.
public sealed interface Step {
  /// Ask this contact, then come back: there may be more to ask.
  record Ask(Contact contact) implements Step {}

  /// Nothing to do until an answer comes in, or until the clock shows `until` (nanoseconds), when
  /// patience with a silent contact ends; [Long#MAX_VALUE] if there is no such time.
  record Wait(long until) implements Step {}

  /// The lookup has ended, as far as it knows: only contacts heard of elsewhere could make it go
  /// on.
  record Finished() implements Step {}
}
