package dev.kith.node.daemon;

import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.node.cli.Shell;
import dev.kith.node.network.Service;
import dev.kith.node.output.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says what becomes of a server: ready first, then each change of health. Health that changes
/// before [#open] is said then, so that the ready lines always come first. Safe for use by several
/// threads.
public final class Announcer {
  private final Shell shell;
  private final List<Runnable> waiting = new ArrayList<>();
  private final Map<String, String> lastStates = new HashMap<>();
  private boolean open;

  /// An announcer that speaks through `shell`.
  public Announcer(Shell shell) {
    this.shell = shell;
  }

  /// An observer that says how the health of the node of `network` changes.
  public Observer health(String network) {
    return event -> {
      if (event instanceof Event.HealthChanged change) {
        health(network, change.state(), change.detail());
      }
    };
  }

  /// Says that `service` answers requests.
  public void ready(Service service) {
    Endpoint main = service.listens().getFirst();
    Fields event =
        Fields.of("event", "ready").and("network", service.network()).and("listen", main);
    if (service.listens().size() > 1) {
      event.and("listens", service.listens());
    }
    StringBuilder sentence = new StringBuilder(service.network());
    sentence.append(" ready on ");
    sentence.append(
        String.join(" and ", service.listens().stream().map(Endpoint::toString).toList()));
    service
        .identity()
        .asMap()
        .forEach(
            (name, value) -> {
              event.and(name, value);
              sentence.append(", ").append(name).append(' ').append(value);
            });
    shell.output().event(event, sentence.toString());
  }

  /// Lets the changes of health through: those that waited, and then each as it comes.
  public synchronized void open() {
    open = true;
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  /// Says that the health of the node of `network` is now `state`.
  public synchronized void health(String network, String state, String detail) {
    if (!state.equals(lastStates.put(network, state))) {
      Runnable saying = () -> say(network, state, detail);
      if (open) {
        saying.run();
      } else {
        waiting.add(saying);
      }
    }
  }

  private void say(String network, String state, String detail) {
    if (shell.options().json()) {
      shell
          .output()
          .event(
              Fields.of("event", "health")
                  .and("network", network)
                  .and("state", state)
                  .and("detail", detail),
              "");
    } else {
      shell.log(network + " " + state + ": " + detail);
    }
  }
}
