package dev.kith.bench;

import dev.kith.core.id.Contact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a neighbour of a measured server says, in one network's words.
interface Speech {
  /// The answer to a datagram, `null` if it is not to be answered.
  ///
  /// @param all the neighbours
  /// @param index which of them is asked
  byte @Nullable [] answer(List<Contact> all, int index, byte[] datagram, int length);
}
