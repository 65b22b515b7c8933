package dev.kith.core.store;

import dev.kith.core.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Makes and checks tokens without remembering whom they were given to: a token proves that whoever
/// shows it was sent it, at the address it is bound to, not long ago (BEP 5, "announce_peer").
///
/// A token is the first bytes of HMAC-SHA256 over what it is bound to, under a secret that is drawn
/// anew each period. Tokens of the current and the previous period are accepted, so a token holds
/// for one to two periods. Secrets are drawn when they are needed; after a long silence, both have
/// gone. Told the time in nanoseconds; for one thread.
public final class RotatingSecret {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 32;

  private final long periodNanos;
  private final int tokenBytes;
  private final RandomGenerator random;
  private @Nullable SecretKeySpec current;
  private @Nullable SecretKeySpec previous;
  private long currentSince;
  private @Nullable Mac mac;
  private @Nullable SecretKeySpec macKey;

  /// The usual secret: a period of five minutes, tokens of eight bytes.
  public RotatingSecret(RandomGenerator random) {
    this(Duration.ofMinutes(5), 8, random);
  }

  /// A secret with tokens of `tokenBytes` bytes, from 4 to 32.
  ///
  /// @param random where secrets are drawn from: unpredictable, in production
  public RotatingSecret(Duration period, int tokenBytes, RandomGenerator random) {
    if (period.isNegative() || period.isZero() || tokenBytes < 4 || tokenBytes > 32) {
      throw new IllegalArgumentException(
          "a positive period and 4 to 32 bytes, not " + period + " and " + tokenBytes);
    }
    this.periodNanos = period.toNanos();
    this.tokenBytes = tokenBytes;
    this.random = random;
  }

  /// The token bound to `parts`, as of now.
  public Bytes token(long now, Bytes... parts) {
    rotate(now);
    if (current == null) {
      current = draw();
      currentSince = now;
    }
    return compute(current, parts);
  }

  /// Whether `token` was given out for the same `parts`, one or two periods ago at most. Takes the
  /// same time however much of a token is right.
  public boolean accepts(long now, Bytes token, Bytes... parts) {
    if (token.length() != tokenBytes) {
      return false;
    }
    rotate(now);
    return current != null && token.equalsInConstantTime(compute(current, parts))
        || previous != null && token.equalsInConstantTime(compute(previous, parts));
  }

  private void rotate(long now) {
    long periods = current == null ? 0 : (now - currentSince) / periodNanos;
    if (periods == 0) {
      return;
    }
    // The new period begins where the old one ended, not when we come to notice.
    currentSince += periods * periodNanos;
    previous = periods == 1 ? current : null;
    current = draw();
  }

  private SecretKeySpec draw() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new SecretKeySpec(secret, ALGORITHM);
  }

  private Bytes compute(SecretKeySpec key, Bytes... parts) {
    Mac keyed = keyedWith(key);
    for (Bytes part : parts) {
      // With its length before it, no part can pass for the beginning of the next.
      keyed.update((byte) (part.length() >>> 8));
      keyed.update((byte) part.length());
      keyed.update(part.toArray());
    }
    return Bytes.copyOf(keyed.doFinal(), 0, tokenBytes);
  }

  // One Mac serves both secrets; nearly all tokens are made and shown within one period.
  private Mac keyedWith(SecretKeySpec key) {
    try {
      if (mac == null) {
        mac = Mac.getInstance(ALGORITHM);
      }
      if (!key.equals(macKey)) {
        mac.init(key);
        macKey = key;
      }
      return mac;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
    }
  }
}
