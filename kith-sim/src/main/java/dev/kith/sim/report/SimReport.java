package dev.kith.sim.report;

import dev.kith.sim.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The results of a simulation as maps, lists, numbers and strings in a fixed order, ready for any
/// writer of JSON, and the plots that go with them.
public final class SimReport {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Plot> plots = new LinkedHashMap<>();

  /// An empty report of `scenario`.
  public SimReport(String scenario, long seed) {
    values.put("scenario", scenario);
    values.put("seed", seed);
  }

  /// Adds a figure: a number, a string, a boolean, or maps and lists of them.
  ///
  /// @throws IllegalArgumentException if `name` is taken
  public SimReport put(String name, Object value) {
    if (values.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("there is a figure " + name + " already");
    }
    return this;
  }

  /// Adds a row to the table `name`.
  public SimReport row(String name, Map<String, ?> row) {
    @SuppressWarnings("unchecked")
    List<Map<String, ?>> rows =
        (List<Map<String, ?>>) values.computeIfAbsent(name, absent -> new ArrayList<>());
    rows.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
    return this;
  }

  /// Adds what a world has counted, and its fingerprint.
  public SimReport world(World world) {
    Map<String, Object> drops = new LinkedHashMap<>();
    world.tally().drops().forEach((cause, count) -> drops.put(cause.toString(), count));
    put("virtualSeconds", world.elapsed().toMillis() / 1e3);
    put("events", world.tally().events());
    put("messages", world.tally().sent());
    put("bytes", world.tally().bytes());
    put("delivered", world.tally().delivered());
    put("drops", drops);
    return put("trace", "%016x".formatted(world.traceHash()));
  }

  /// Adds a plot; `name` is fit for a file's name.
  public SimReport plot(String name, Plot plot) {
    plots.put(name, plot);
    return this;
  }

  /// All figures.
  public Map<String, Object> asMap() {
    return Collections.unmodifiableMap(values);
  }

  /// The figure `name`.
  ///
  /// @throws IllegalArgumentException if there is none
  public Object figure(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException("there is no figure " + name);
    }
    return Objects.requireNonNull(values.get(name));
  }

  /// The plots by name.
  public Map<String, Plot> plots() {
    return Collections.unmodifiableMap(plots);
  }
}
