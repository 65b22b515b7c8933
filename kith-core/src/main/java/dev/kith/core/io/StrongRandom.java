package dev.kith.core.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The platform's cryptographically strong randomness, drawn a block at a time because a call for
/// eight bytes costs as much as one for hundreds. What has been handed out is wiped from the block.
/// For one thread.
public final class StrongRandom implements RandomGenerator {
  private static final int BLOCK_BYTES = 2048;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final SecureRandom source = new SecureRandom();
  private final byte[] block = new byte[BLOCK_BYTES];
  private int used = BLOCK_BYTES;

  /// A generator with nothing drawn yet.
  public StrongRandom() {}

  @Override
  public long nextLong() {
    int at = take(Long.BYTES);
    long value = (long) LONG.get(block, at);
    LONG.set(block, at, 0L);
    return value;
  }

  @Override
  public int nextInt() {
    int at = take(Integer.BYTES);
    int value = (int) INT.get(block, at);
    INT.set(block, at, 0);
    return value;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (bytes.length > BLOCK_BYTES) {
      source.nextBytes(bytes);
      return;
    }
    int at = take(bytes.length);
    System.arraycopy(block, at, bytes, 0, bytes.length);
    Arrays.fill(block, at, at + bytes.length, (byte) 0);
  }

  /// Where the next `count` unused bytes begin.
  private int take(int count) {
    if (used + count > BLOCK_BYTES) {
      source.nextBytes(block);
      used = 0;
    }
    int at = used;
    used += count;
    return at;
  }
}
