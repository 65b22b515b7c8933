package dev.kith.mainline.krpc;

import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.wire.QueryPacket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Who is told of the events of a [KRpc]: its observer and listeners. They are added to by any
/// thread and called on the loop's; what a listener throws is reported and harms nobody else.
final class Listeners {
  final List<BiConsumer<QueryPacket, Endpoint>> query = new CopyOnWriteArrayList<>();
  final List<BiConsumer<List<Contact>, BucketSwap>> ping = new CopyOnWriteArrayList<>();
  final List<Consumer<Contact>> node = new CopyOnWriteArrayList<>();
  final List<BiConsumer<String, Endpoint>> warning = new CopyOnWriteArrayList<>();
  final List<Consumer<IOException>> error = new CopyOnWriteArrayList<>();
  final List<Consumer<Endpoint>> listening = new CopyOnWriteArrayList<>();
  final Observer observer;

  Listeners(Observer observer) {
    this.observer = observer;
  }

  <T> void tell(List<Consumer<T>> listeners, T what) {
    listeners.forEach(each -> guarded(() -> each.accept(what)));
  }

  <T, U> void tell(List<BiConsumer<T, U>> listeners, T first, U second) {
    listeners.forEach(each -> guarded(() -> each.accept(first, second)));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error thrown) {
      observer.on(new Event.InvariantBroken("listener", String.valueOf(thrown)));
    }
  }
}
