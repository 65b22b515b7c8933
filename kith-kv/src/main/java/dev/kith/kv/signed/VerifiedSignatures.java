package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers which signatures were found genuine, since the same values are seen again and again
/// and verifying costs a hundred times as much as looking them up. False ones are not remembered:
/// they would only push out the others. For one thread.
public final class VerifiedSignatures implements SignatureCheck {
  /// The most signatures that are remembered, about 400 bytes each.
  public static final int MOST = 4_096;

  private final SignatureCheck check;

  private final Map<Genuine, Boolean> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Genuine, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /// A memory in front of the computation itself.
  public VerifiedSignatures() {
    this(SignatureCheck.direct());
  }

  /// A memory in front of `check`.
  public VerifiedSignatures(SignatureCheck check) {
    this.check = check;
  }

  private record Genuine(String publicKey, String sign, Bytes digest) {}

  @Override
  public boolean verifies(Authorization authorization, Bytes digest) {
    Genuine asked = new Genuine(authorization.publicKey().key(), authorization.sign(), digest);
    if (known.get(asked) != null) {
      return true;
    }
    boolean verifies = check.verifies(authorization, digest);
    if (verifies) {
      known.put(asked, true);
    }
    return verifies;
  }

  /// How many signatures are remembered.
  public int size() {
    return known.size();
  }
}
