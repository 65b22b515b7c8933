package dev.kith.mainline.krpc;

import dev.kith.core.id.Contact;

/// Makes room for a newcomer in a full bucket; see [KRpc#onPing]. May be called from any thread.
@FunctionalInterface
public interface BucketSwap {
  /// Takes `dead`, which did not answer, out of the table and puts the newcomer in. Only the first
  /// call has an effect.
  ///
  /// @throws IllegalArgumentException if `dead` was not among the contacts to ping
  void swap(Contact dead);
}
