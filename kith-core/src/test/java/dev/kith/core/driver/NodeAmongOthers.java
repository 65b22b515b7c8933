package dev.kith.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.table.RoutingTable;
import dev.kith.core.table.TableOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A node made of the drivers alone, among others who live or not: who lives answers within a tenth
/// of a second and names all who live; who does not is given up after two seconds.
final class NodeAmongOthers implements Upkeep.Member, Ground, Question<List<Contact>> {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Call PAST_RECALL =
      new Call() {
        @Override
        public void cancel() {}

        @Override
        public void withdraw() {}
      };

  final VirtualLoop loop = new VirtualLoop();
  final List<Event> events = new ArrayList<>();
  final List<Endpoint> bootstrap = new ArrayList<>();
  final List<Contact> pinged = new ArrayList<>();
  final List<Endpoint> asked = new ArrayList<>(); // as strangers
  final List<NodeId> targets = new ArrayList<>(); // of all walks
  final Upkeep upkeep = new Upkeep(this, Duration.ofMinutes(15));
  final Acquaintances acquaintances;
  Runnable beforeAnswer = () -> {};
  private final Map<Endpoint, NodeId> living = new LinkedHashMap<>();
  private final TableOptions options;
  private long lastHeard;

  NodeAmongOthers(TableOptions options) {
    this.options = options;
    this.acquaintances =
        new Acquaintances(
            loop,
            events::add,
            new Guard(loop, Observer.NONE, 1, 100, 200),
            upkeep,
            Duration.ofMinutes(15),
            new RoutingTable(NodeId.hex("00".repeat(20)), options));
  }

  /// Somebody with a place of its own in every respect.
  static Contact contact(int number) {
    return new Contact(
        NodeId.hex("%02x%02x".formatted(number * 37 & 255, number & 255) + "00".repeat(18)),
        Endpoint.parse("11.%d.%d.1:6881".formatted(number >> 8 & 255, number & 255)));
  }

  /// Lets `nanos` pass, in which nothing may break.
  void live(long nanos) {
    loop.run(nanos);
    assertThat(loop.broken).isEmpty();
  }

  void isBorn(Contact contact) {
    living.put(contact.endpoint(), contact.id());
  }

  void dies(Contact contact) {
    living.remove(contact.endpoint());
  }

  /// Something arrives.
  void hearSomething() {
    lastHeard = loop.now();
  }

  /// Takes another id, as networks do when others say that it should.
  void adopt(NodeId id) {
    RoutingTable rebuilt = new RoutingTable(id, options);
    table().contacts().forEach(contact -> rebuilt.offer(loop.now(), contact));
    acquaintances.adopt(rebuilt);
    upkeep.idChanged();
  }

  @Override
  public VirtualLoop loop() {
    return loop;
  }

  @Override
  public Observer observer() {
    return events::add;
  }

  @Override
  public NodeId id() {
    return table().self();
  }

  @Override
  public RoutingTable table() {
    return acquaintances.table();
  }

  @Override
  public boolean hasBootstrap() {
    return !bootstrap.isEmpty();
  }

  @Override
  public boolean isCutOff() {
    return acquaintances.isCutOff();
  }

  private void request(@Nullable NodeId expected, Endpoint to, Consumer<@Nullable NodeId> then) {
    NodeId id = living.get(to);
    if (id == null) {
      loop.after(
          2 * SECOND,
          () -> {
            acquaintances.silent(expected, to, lastHeard);
            then.accept(null);
          });
    } else {
      loop.after(
          SECOND / 10,
          () -> {
            hearSomething();
            acquaintances.answered(to);
            acquaintances.verified(new Contact(id, to));
            beforeAnswer.run();
            then.accept(id);
          });
    }
  }

  @Override
  public void ping(Contact contact, Consumer<Boolean> then) {
    pinged.add(contact);
    request(contact.id(), contact.endpoint(), id -> then.accept(id != null));
  }

  @Override
  public boolean mayMeet(Contact contact) {
    return true;
  }

  @Override
  public Search<?> search(NodeId target, Runnable ended) {
    targets.add(target);
    return new Search<>(
        this,
        this,
        target,
        LookupOptions.of(8, 4),
        new Search.Listener<List<Contact>>() {
          @Override
          public void replied(Contact contact, List<Contact> answer) {}

          @Override
          public void ended() {
            ended.run();
          }
        });
  }

  @Override
  public List<Contact> closest(NodeId target, int count) {
    return table().closest(target, count);
  }

  @Override
  public List<Endpoint> strangers() {
    return acquaintances.strangers(bootstrap);
  }

  @Override
  public boolean mayAsk(Contact contact) {
    return true;
  }

  @Override
  public Patience patience() {
    return new Patience(SECOND / 2, SECOND);
  }

  @Override
  public String method() {
    return "find";
  }

  @Override
  public Call ask(Contact contact, Reception<List<Contact>> then) {
    return asking(contact.id(), contact.endpoint(), then);
  }

  @Override
  public Call ask(Endpoint stranger, Reception<List<Contact>> then) {
    asked.add(stranger);
    return asking(null, stranger, then);
  }

  private Call asking(@Nullable NodeId expected, Endpoint to, Reception<List<Contact>> then) {
    request(
        expected,
        to,
        id -> {
          if (id == null) {
            then.failed();
          } else {
            List<Contact> all = new ArrayList<>();
            living.forEach((endpoint, each) -> all.add(new Contact(each, endpoint)));
            then.answered(id, all);
          }
        });
    return PAST_RECALL;
  }

  @Override
  public List<Contact> named(List<Contact> answer, Endpoint from) {
    return answer;
  }

  @Override
  public boolean counts(Contact contact, List<Contact> answer) {
    return true;
  }
}
