package dev.kith.mainline.store;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.store.RotatingSecret;
import java.util.random.RandomGenerator;

/// The tokens that a node hands out with `get_peers` and `get`, and wants to see with
/// `announce_peer` and `put` (BEP 5, BEP 44): proof that whoever writes can receive at its address.
///
/// A token is bound to the address and the target: it is of no use to others, nor for other keys.
/// It is not bound to the port, which a NAT may change between two packets, nor to the sender's id.
/// It holds for five to ten minutes. One of these serves one socket (BEP 45). A pure machine on one
/// thread.
public final class WriteTokens {
  /// The length of a token in bytes: too long to guess, and short of what others refuse.
  public static final int BYTES = 8;

  private final RotatingSecret secret;

  /// Tokens under secrets drawn from `random`, which is unpredictable in production.
  public WriteTokens(RandomGenerator random) {
    secret = new RotatingSecret(random);
  }

  /// The token for writing to `target` from `address`.
  public Bytes issue(long now, Address address, NodeId target) {
    return secret.token(now, address.bytes(), target.bytes());
  }

  /// Whether `token` was issued for writing to `target` from `address`, not too long ago.
  public boolean accepts(long now, Bytes token, Address address, NodeId target) {
    return secret.accepts(now, token, address.bytes(), target.bytes());
  }
}
