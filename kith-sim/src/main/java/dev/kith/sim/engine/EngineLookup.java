package dev.kith.sim.engine;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Lookup;
import dev.kith.core.lookup.LookupOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One running lookup of an engine node, and at what depth each contact was met.
final class EngineLookup {
  final Lookup search;
  long resumesAt = Long.MAX_VALUE;
  private final long startedAt;
  private final @Nullable Map<NodeId, Integer> depths;
  private final EngineNode.Outcome outcome;

  EngineLookup(
      long now,
      NodeId target,
      NodeId self,
      LookupOptions options,
      List<Contact> seeds,
      boolean measuresDepth,
      EngineNode.Outcome outcome) {
    this.search = new Lookup(target, self, options, seeds);
    this.startedAt = now;
    this.depths = measuresDepth ? new HashMap<>() : null;
    this.outcome = outcome;
    meet(seeds, 1);
  }

  void answered(Contact contact, List<Contact> closer) {
    if (depths != null) {
      meet(closer, depths.getOrDefault(contact.id(), 0) + 1);
    }
    search.answered(contact, closer);
  }

  void end(long now) {
    List<Contact> nearest = search.nearest();
    int depth = 0;
    if (depths != null && !nearest.isEmpty()) {
      depth = depths.getOrDefault(nearest.getFirst().id(), 0);
    }
    outcome.found(new EngineResult(nearest, search.counts().asked(), depth, now - startedAt));
  }

  private void meet(Collection<Contact> contacts, int depth) {
    if (depths != null) {
      for (Contact contact : contacts) {
        depths.putIfAbsent(contact.id(), depth);
      }
    }
  }
}
