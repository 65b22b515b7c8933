package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Remembers every superseded signature, for ever.
public final class Memory implements Superseded {
  /// In the order in which they were added, those added again more than once.
  final List<Bytes> signatures = new ArrayList<>();

  @Override
  public void add(Bytes signature) {
    signatures.add(signature);
  }

  @Override
  public boolean contains(Bytes signature) {
    return signatures.contains(signature);
  }
}
