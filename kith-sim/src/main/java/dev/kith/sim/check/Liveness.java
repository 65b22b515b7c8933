package dev.kith.sim.check;

import dev.kith.core.id.NodeId;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// What must come right again in any network once nothing is wrong any more: all that applications
/// asked for has ended, lookups find exactly the nearest nodes, every request ends once.
///
/// Whatever is not so is told to the complaints. Holds all that was asked, which the scenario
/// bounds.
public final class Liveness {
  private final World world;
  private final Consumer<String> complaints;
  private final Duration longest;
  private final List<Deed> deeds = new ArrayList<>();

  private record Deed(
      String what, Object who, BooleanSupplier isThere, CompletableFuture<?> result) {}

  /// Checks of `world`, in which nothing that an application asks for may take longer than
  /// `longest`.
  public Liveness(World world, Consumer<String> complaints, Duration longest) {
    this.world = world;
    this.complaints = complaints;
    this.longest = longest;
  }

  /// `who` was asked for `what`, a noun. It must end, unless `isThere` says in the end that the
  /// node which was asked has crashed since; one that was started anew is another.
  public void asked(String what, Object who, BooleanSupplier isThere, CompletableFuture<?> result) {
    deeds.add(new Deed(what, who, isThere, result));
  }

  /// Complains of everything asked so far that has not ended, though its node still runs.
  public void allEnded() {
    for (Deed deed : deeds) {
      if (!deed.result.isDone() && deed.isThere.getAsBoolean()) {
        neverEnded(deed.what, deed.who);
      }
    }
  }

  /// Lets time pass until `result`, for which `who` is asked now, is there; complains and returns
  /// false if that takes too long or it fails.
  public boolean ends(String what, Object who, CompletableFuture<?> result) {
    if (!world.runUntil(result::isDone, longest)) {
      neverEnded(what, who);
      return false;
    }
    if (result.isCompletedExceptionally()) {
      complaints.accept("requests: a " + what + " of " + who + " failed: " + result.exceptionNow());
      return false;
    }
    return true;
  }

  private void neverEnded(String what, Object who) {
    complaints.accept("requests: a " + what + " of " + who + " never ended");
  }

  /// Lets time pass until a lookup that `who` begins now has found some nodes; complains unless
  /// these are the `nearest`, in order.
  public void isExact(Object who, CompletableFuture<List<NodeId>> found, List<NodeId> nearest) {
    if (ends("lookup", who, found) && !found.resultNow().equals(nearest)) {
      List<NodeId> ids = found.resultNow();
      complaints.accept(
          "closest set: %s found %d, %d of them right"
              .formatted(who, ids.size(), ids.stream().filter(nearest::contains).count()));
    }
  }

  /// Lets `timeout` pass, within which every request is answered or given up; complains of each
  /// node some of whose requests have not `ended` then, or have ended twice.
  public <N> void endOnce(
      List<N> nodes, ToLongFunction<N> sent, ToLongFunction<N> ended, Duration timeout) {
    List<Long> before = nodes.stream().map(sent::applyAsLong).toList();
    world.run(timeout);
    for (int i = 0; i < before.size(); i++) {
      N node = nodes.get(i);
      long over = ended.applyAsLong(node);
      if (over < before.get(i) || over > sent.applyAsLong(node)) {
        complaints.accept(
            "requests: %s sent %d, then %d, and %d ended"
                .formatted(node, before.get(i), sent.applyAsLong(node), over));
      }
    }
  }
}
