package dev.kith.node.kv;

import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.kv.KvStatus;
import dev.kith.kv.http.DhtApi;
import dev.kith.kv.sqlite.SqliteStorage;
import dev.kith.kv.sqlite.StoreWatcher;
import dev.kith.node.config.StateFile;
import dev.kith.node.network.Health;
import dev.kith.node.network.HealthWatch;
import dev.kith.node.network.Reachable;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.output.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A node of this network as the daemon runs it: one for each address, on one loop, all with one
/// id. Values are in a file if there is a folder.
final class KvService implements Service {
  private static final Duration SAVING = Duration.ofMinutes(5);

  private final EventLoop loop;
  private final KvProfile profile;
  private final List<HealthWatch> watches = new CopyOnWriteArrayList<>(); // a node each
  private final List<KvNode> nodes = new ArrayList<>();
  private final List<Endpoint> listens = new ArrayList<>();
  private @Nullable NodeId id;

  private KvService(EventLoop loop, KvProfile profile) {
    this.loop = loop;
    this.profile = profile;
  }

  /// Starts a node; `chosen` is its id, or null for the saved or a new one.
  static KvService start(ServiceSettings settings, KvProfile profile, @Nullable NodeId chosen)
      throws IOException {
    EventLoop loop =
        EventLoop.start(
            LoopOptions.builder()
                .name("kith-kv")
                .folder(settings.folder())
                .observer(settings.observer())
                .build());
    KvService service = new KvService(loop, profile);
    try {
      service.start(settings, chosen);
      return service;
    } catch (IOException cannot) {
      service.close();
      throw cannot;
    } catch (CompletionException failed) {
      service.close();
      if (failed.getCause() instanceof IOException cannot) {
        throw cannot;
      }
      throw failed;
    }
  }

  private void start(ServiceSettings settings, @Nullable NodeId chosen) throws IOException {
    Path folder = settings.folder();
    Identity identity = new Identity(folder);
    NodeId self = chosen == null ? identity.id() : chosen;
    KvOptions.Builder options = KvOptions.builder().id(self);
    if (profile == KvProfile.SIGNED_SEED) {
      options.signedSeed(identity.signingKey());
    }
    for (Endpoint listen : settings.listens()) {
      String mark = nodes.isEmpty() ? "" : "-" + (nodes.size() + 1);
      String state = SavedNode.STATE + mark;
      HealthWatch watch = new HealthWatch();
      watches.add(watch);
      Observer observer = watch.and(settings.observer());
      if (folder != null) {
        Path file = folder.resolve("values" + mark + ".db");
        StateFile.check(folder.resolve(state));
        options.storage(new SqliteStorage(file, new Trouble(observer)));
      }
      List<Endpoint> peers =
          settings.bootstrap().stream().filter(peer -> peer.isV4() == listen.isV4()).toList();
      add(
          options.observer(observer).listen(listen).bootstrap(peers).build(),
          state,
          folder != null);
    }
    id = self;
  }

  private void add(KvOptions options, String state, boolean keeps) {
    KvNode node =
        keeps ? SavedNode.start(loop, options, state) : KvNode.startOn(loop, options).join();
    nodes.add(node);
    listens.add(node.status().join().local());
    if (keeps) {
      node.saveStateRegularly(state, SAVING);
    }
  }

  @Override
  public String network() {
    return KvNetwork.NAME;
  }

  @Override
  public List<Endpoint> listens() {
    return List.copyOf(listens);
  }

  @Override
  public Fields identity() {
    return Fields.none().andIfKnown("id", id).and("profile", profile.toString());
  }

  @Override
  public Health health() {
    return Health.together(watches.stream().map(HealthWatch::health));
  }

  @Override
  public Fields status() {
    List<KvStatus> now = nodes.stream().map(node -> node.status().join()).toList();
    return Fields.of("contacts", now.stream().mapToInt(KvStatus::contacts).sum())
        .and("values", now.stream().mapToInt(KvStatus::values).sum())
        .and("valueBytes", now.stream().mapToLong(KvStatus::bytes).sum())
        .and("published", now.stream().mapToInt(KvStatus::published).sum())
        .and(
            "networkSize", Math.round(now.stream().mapToDouble(KvStatus::network).max().orElse(0)));
  }

  @Override
  public List<String> suggestions(String program) {
    Endpoint here = Reachable.from(listens.getFirst());
    String kv = program + " kv ";
    String through = " --bootstrap " + here;
    return switch (profile) {
      case PLAIN ->
          List.of(
              kv + "ping " + here, kv + "set colour blue" + through, kv + "get colour" + through);
      case SIGNED_SEED -> List.of(kv + "ping " + here, kv + "keygen");
    };
  }

  @Override
  public Optional<DhtApi> signedValues() {
    return profile == KvProfile.SIGNED_SEED
        ? Optional.of(new DhtApi(nodes.getFirst().signedValues()))
        : Optional.empty();
  }

  @Override
  public void close() {
    for (int i = 0; i < nodes.size(); i++) {
      SavedNode.save(nodes.get(i), i == 0 ? SavedNode.STATE : SavedNode.STATE + "-" + (i + 1));
      nodes.get(i).close();
    }
    loop.close();
  }

  /// Turns what a store tells into changes of health.
  private record Trouble(Observer observer) implements StoreWatcher {
    @Override
    public void skipped(String message) {
      observer.on(new Event.HealthChanged("starting", message));
    }

    @Override
    public void failing(String message) {
      observer.on(new Event.HealthChanged("failing", message));
    }

    @Override
    public void recovered() {
      observer.on(new Event.HealthChanged(HealthWatch.SAVING, "values are kept again"));
    }
  }
}
