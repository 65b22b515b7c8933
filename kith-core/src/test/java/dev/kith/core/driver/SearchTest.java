package dev.kith.core.driver;

import static dev.kith.core.driver.VirtualLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Searches of a node whose contacts all answer, and know nobody else.
class SearchTest implements Ground, Question<List<Contact>> {
  private static final NodeId SELF = NodeId.hex("00".repeat(20));

  private record Find(Endpoint to) implements Request {
    @Override
    public String method() {
      return "find";
    }

    @Override
    public Priority priority() {
      return Priority.FOREGROUND;
    }
  }

  private final VirtualLoop loop = new VirtualLoop();
  private final List<Contact> contacts =
      new ArrayList<>(IntStream.range(1, 201).mapToObj(SearchTest::contact).toList());
  private final List<Endpoint> strangers = new ArrayList<>();
  private final List<Search<List<Contact>>> ended = new ArrayList<>();
  private Requests<Integer, Find, List<Contact>> requests = requests(256, 4_096);
  private int transmitted;
  private int charged;
  private boolean hasRoom = true;
  private long timeToAnswer = SECOND / 20;

  private Requests<Integer, Find, List<Contact>> requests(int mostInFlight, int mostQueued) {
    return new Requests<>(
        loop,
        RequestsOptions.of(Duration.ofSeconds(5), 1, mostInFlight, mostQueued, Observer.NONE),
        new Requests.Line<>() {
          @Override
          public Integer drawId() {
            return transmitted;
          }

          @Override
          public void transmit(Integer id, Find find) {
            transmitted++;
            var _ = loop.after(timeToAnswer, () -> requests.answered(id, find.to(), List.of()));
          }
        });
  }

  private Search<List<Contact>> search(LookupOptions options) {
    return new Walk(options).search;
  }

  private final class Walk implements Search.Listener<List<Contact>> {
    private final Search<List<Contact>> search;

    Walk(LookupOptions options) {
      NodeId target = NodeId.random(20, loop.random());
      search = new Search<>(SearchTest.this, SearchTest.this, target, options, this);
    }

    @Override
    public void replied(Contact contact, List<Contact> answer) {}

    @Override
    public boolean hasRoom() {
      return hasRoom;
    }

    @Override
    public void ended() {
      ended.add(search);
    }
  }

  @Test
  void searches_that_find_no_room_for_their_requests_wait_until_there_is() {
    requests = requests(4, 16);
    for (int i = 0; i < 50; i++) {
      search(LookupOptions.of(8, 3)).start();
    }

    loop.run(60 * SECOND);

    assertThat(ended).hasSize(50);
    assertThat(ended).extracting(each -> each.nearest().size()).containsOnly(8);
    assertThat(ended).extracting(each -> each.counts().failed()).containsOnly(0);
    assertThat(charged).isEqualTo(transmitted);
  }

  @Test
  void strangers_for_whom_there_is_no_room_are_asked_when_there_is() {
    requests = requests(1, 1);
    contacts.clear();
    IntStream.range(1, 6).forEach(i -> strangers.add(contact(i).endpoint()));
    Search<List<Contact>> search = search(LookupOptions.of(8, 3));
    search.start();

    loop.run(SECOND);

    assertThat(ended).containsExactly(search);
    assertThat(search.nearest()).hasSize(5);
    assertThat(search.counts().asked()).isEqualTo(5);
    assertThat(search.counts().failed()).isZero();
  }

  @Test
  void a_search_that_waits_for_room_ends_when_it_is_stopped() {
    requests = requests(1, 1);
    Search<List<Contact>> search = search(LookupOptions.of(8, 3));
    search.start();

    search.stop();
    loop.run(SECOND);

    assertThat(ended).containsExactly(search);
    assertThat(transmitted).isEqualTo(1);
  }

  @Test
  void a_search_with_nobody_left_to_ask_ends_though_it_has_no_room() {
    Search<List<Contact>> search = search(LookupOptions.of(8, 8));
    search.start();
    hasRoom = false;

    loop.run(SECOND);

    assertThat(ended).containsExactly(search);
    assertThat(search.nearest()).hasSize(8);
    assertThat(transmitted).isEqualTo(8);
  }

  @Test
  void a_search_without_room_goes_on_when_it_has_some_as_long_as_somebody_is_left_to_ask() {
    Search<List<Contact>> search = search(LookupOptions.of(8, 7));
    search.start();
    hasRoom = false;
    loop.run(SECOND);
    assertThat(ended).isEmpty();
    assertThat(transmitted).isEqualTo(7);

    hasRoom = true;
    search.pump();
    loop.run(SECOND);

    assertThat(ended).containsExactly(search);
    assertThat(search.nearest()).hasSize(8);
  }

  @Test
  void strangers_for_whom_a_search_has_no_room_keep_it_from_ending() {
    contacts.clear();
    strangers.add(contact(1).endpoint());
    hasRoom = false;
    Search<List<Contact>> search = search(LookupOptions.of(8, 3));
    search.start();
    assertThat(ended).isEmpty();

    hasRoom = true;
    search.pump();
    loop.run(SECOND);

    assertThat(ended).containsExactly(search);
    assertThat(search.nearest()).containsExactly(contact(1));
  }

  @Test
  void a_search_without_room_loses_patience_with_the_silent_all_the_same() {
    timeToAnswer = 60 * SECOND;
    contacts.subList(8, contacts.size()).clear();
    Search<List<Contact>> search = search(LookupOptions.of(8, 8));
    search.start();
    hasRoom = false;

    loop.run(SECOND);

    assertThat(ended).containsExactly(search);
  }

  @Test
  void a_search_on_closed_requests_ends() {
    requests.close();
    Search<List<Contact>> search = search(LookupOptions.of(8, 3));
    search.start();

    loop.run(SECOND);

    assertThat(ended).containsExactly(search);
  }

  @Test
  void a_search_goes_on_when_its_turn_has_come_though_the_loop_takes_no_tasks() {
    requests = requests(1, 4);
    Search<List<Contact>> search = search(LookupOptions.of(8, 3));
    search.start();
    loop.isFull = true;

    loop.run(SECOND);

    assertThat(loop.broken).isEmpty();
    assertThat(ended).containsExactly(search);
    assertThat(search.nearest()).hasSize(8);
  }

  @Test
  void each_of_many_disjoint_paths_has_somebody_to_ask() {
    Search<List<Contact>> search = search(LookupOptions.of(8, 3).withDisjointPaths(16));

    search.start();

    assertThat(transmitted).isEqualTo(16 * 3);
  }

  @Override
  public VirtualLoop loop() {
    return loop;
  }

  @Override
  public Observer observer() {
    return Observer.NONE;
  }

  @Override
  public NodeId id() {
    return SELF;
  }

  @Override
  public List<Contact> closest(NodeId target, int count) {
    return contacts.stream()
        .sorted((a, b) -> target.compareDistance(a.id(), b.id()))
        .limit(count)
        .toList();
  }

  @Override
  public List<Endpoint> strangers() {
    return strangers;
  }

  @Override
  public boolean mayAsk(Contact contact) {
    charged++;
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
    return ask(contact.endpoint(), then);
  }

  @Override
  public Call ask(Endpoint to, Reception<List<Contact>> then) {
    return requests.send(
        new Find(to),
        ending -> {
          if (ending instanceof Ending.Answered<List<Contact>> answered) {
            then.answered(idOf(to), answered.answer());
          } else {
            then.failed();
          }
        });
  }

  @Override
  public List<Contact> named(List<Contact> answer, Endpoint from) {
    return answer;
  }

  @Override
  public boolean counts(Contact contact, List<Contact> answer) {
    return true;
  }

  private static Contact contact(int number) {
    Endpoint endpoint = Endpoint.parse("11.%d.0.1:6881".formatted(number));
    return new Contact(idOf(endpoint), endpoint);
  }

  private static NodeId idOf(Endpoint endpoint) {
    int number = (int) (endpoint.address().low() >> 16 & 0xff);
    return NodeId.hex("%02x%02x".formatted(number * 37 & 0xff, number) + "00".repeat(18));
  }
}
