package dev.kith.bench.micro;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.signed.PersistMode;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A signed value made and verified, hashes included.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBench {
  private static final int VALUES = 256;

  private final SigningKey owner = SigningKey.random(new SplittableRandom(2));
  private final NodeId[] keys = new NodeId[VALUES];
  private final SignedValue[] values = new SignedValue[VALUES];
  private final Bytes digest = SignedText.digestOf("k").bytes().concat(Bytes.wrap(new byte[12]));
  private int next;

  /// Signs the values.
  public SignatureBench() {
    for (int i = 0; i < VALUES; i++) {
      keys[i] = SignedText.digestOf("key " + i);
      values[i] = value(keys[i]);
    }
  }

  private SignedValue value(NodeId key) {
    return SignedValue.sign(
        owner, key, "a value of some length", PersistMode.SECURED, OptionalLong.empty());
  }

  /// Whether a value is its owner's.
  @Benchmark
  public boolean verifyValue() {
    next = (next + 1) % VALUES;
    return values[next].isAuthentic(keys[next]);
  }

  /// A value and its signature.
  @Benchmark
  public SignedValue signValue() {
    next = (next + 1) % VALUES;
    return value(keys[next]);
  }

  /// The signature alone.
  @Benchmark
  public Bytes signDigest() {
    return owner.sign(digest);
  }
}
