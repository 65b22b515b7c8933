package dev.kith.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Marks a test that needs the peers from npm.
///
/// Without Node.js it is skipped, and one line for the whole run says so; with
/// `KITH_REQUIRE_PEERS=1` it fails instead.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNpmPeers.Condition.class)
@interface NeedsNpmPeers {
  /// Installs on first use.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return switch (Peers.NPM) {
        case NpmPeers.Installed peers -> ConditionEvaluationResult.enabled(peers.toString());
        case NpmPeers.Missing missing when NpmPeers.required() ->
            throw new IllegalStateException("KITH_REQUIRE_PEERS=1, but " + missing.reason());
        case NpmPeers.Missing missing -> ConditionEvaluationResult.disabled(missing.reason());
      };
    }
  }

  /// The installation, once per test run.
  final class Peers {
    private static final NpmPeers NPM = install();

    private Peers() {}

    /// The installed peers, in a test that carries the annotation.
    static NpmPeers.Installed npm() {
      return (NpmPeers.Installed) NPM;
    }

    private static NpmPeers install() {
      NpmPeers peers = NpmPeers.installed(Path.of("target"));
      if (peers instanceof NpmPeers.Missing(String reason)) {
        System.err.println("kith-interop: tests with npm peers skipped: " + reason);
      }
      return peers;
    }
  }
}
