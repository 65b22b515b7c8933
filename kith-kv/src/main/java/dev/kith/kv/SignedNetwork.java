package dev.kith.kv;

import dev.kith.kv.http.SignedValues;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Signed values by a node of the network.
record SignedNetwork(KvNode node) implements SignedValues {
  @Override
  public CompletableFuture<Written> store(String key, SignedValue value) {
    String text = value.text();
    if (text.length() > SignedValue.MAX_TEXT_BYTES) {
      return CompletableFuture.completedFuture(new Written.Refused(Refusal.TOO_LARGE));
    }
    return node.setDigest(SignedText.digestOf(key), new MsgValue.Str(text))
        .<Written>thenApply(SignedNetwork::stored)
        .exceptionally(SignedNetwork::refused);
  }

  private static Written stored(SetReport report) {
    if (!report.isStored() && report.refused() > 0) {
      return new Written.Refused(Refusal.ELSEWHERE);
    }
    int here = report.here() ? 1 : 0;
    return new Written.Stored(report.stored() + here, report.asked() + here);
  }

  private static Written refused(Throwable failed) {
    Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
    if (cause instanceof KvException.Refused refused) {
      return new Written.Refused(Refusal.valueOf(refused.reason()));
    }
    throw new CompletionException(cause);
  }

  @Override
  public CompletableFuture<Found> find(String key) {
    return node.findSigned(SignedText.digestOf(key));
  }
}
