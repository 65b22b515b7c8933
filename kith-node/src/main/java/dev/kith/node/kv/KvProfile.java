package dev.kith.node.kv;

import dev.kith.kv.KvOptions;
import dev.kith.kv.crypto.SigningKey;
import java.security.SecureRandom;
import picocli.CommandLine.ITypeConverter;

/// What nodes store for each other: anything, or what its owner has signed.
enum KvProfile {
  PLAIN("plain"),
  SIGNED_SEED("signed-seed");

  private final String word;

  KvProfile(String word) {
    this.word = word;
  }

  /// Sets up a node that keeps no key of its own.
  void applyTo(KvOptions.Builder options) {
    if (this == SIGNED_SEED) {
      options.signedSeed(SigningKey.random(new SecureRandom()));
    }
  }

  @Override
  public String toString() {
    return word;
  }

  /// Reads the value of `--profile`.
  static final class Words implements ITypeConverter<KvProfile> {
    @Override
    public KvProfile convert(String text) {
      for (KvProfile profile : values()) {
        if (profile.word.equals(text)) {
          return profile;
        }
      }
      throw new IllegalArgumentException("'" + text + "': expected plain or signed-seed");
    }
  }
}
