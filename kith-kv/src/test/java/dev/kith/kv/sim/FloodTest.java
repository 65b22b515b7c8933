package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.signed.People;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Request;
import dev.kith.sim.SimHost;
import dev.kith.testkit.Heap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A hundred thousand signed stores a second at one node, from one address or from as many as there
/// are stores. How a real processor takes that is for kith-bench to say; here nobody else may come
/// off badly, and the node may not grow.
final class FloodTest {
  private static final Duration FLOOD = Duration.ofMillis(1_800);
  private static final int PER_MILLISECOND = 100;
  private static final int CLIENTS = 25;
  private static final int TRIES = 3;
  private static final int TEXTS = 200;
  private static final long MOST_GROWTH = 32 << 20; // of the whole world, datagrams under way too

  private int wanted;
  private int answered;

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void a_flood_of_stores_keeps_nobody_else_from_being_answered(boolean areValid, boolean isOne) {
    KvWorld net =
        KvWorld.of("FloodTest#a_flood*")
            .with(options -> options.ksize(8).signedSeed(People.NODE))
            .grow(60);
    Resident node = net.any();
    List<Resident> pinging =
        net.all().stream().filter(each -> each != node).limit(CLIENTS).toList();
    List<RawPeer> storing = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RawPeer peer = new RawPeer(net.world().host(), net.target()).answeringPings();
      peer.ask(node.endpoint(), m -> new Request.Ping(m, peer.id()));
      storing.add(peer);
    }
    net.world().run(Duration.ofSeconds(5));
    SimHost flooder = net.world().host();
    Endpoint one = flooder.endpoint(1_024);
    List<Request.Store> stores = stores(net, areValid);
    int timersBefore = node.host().liveTimers();
    long heapBefore = Heap.used();

    int timersDuring = 0;
    List<Bytes[]> asked = new ArrayList<>();
    for (int millisecond = 0; millisecond < FLOOD.toMillis(); millisecond++) {
      for (int i = 0; i < PER_MILLISECOND; i++) {
        Request.Store store = stores.get(net.random().nextInt(TEXTS));
        Endpoint from = isOne ? one : new Endpoint(anywhere(net), 1_024);
        net.world().forge(flooder, from, node.endpoint(), KvCodec.encode(store));
      }
      if (millisecond % 600 == 300) {
        pinging.forEach(each -> ping(each, node.endpoint(), TRIES));
        for (int i = 0; i < CLIENTS; i++) {
          if (millisecond == 300) {
            asked.add(new Bytes[TRIES]);
          }
          if (millisecond / 600 < TRIES) {
            asked.get(i)[millisecond / 600] = store(storing.get(i), node.endpoint(), i);
          }
        }
      }
      net.world().run(Duration.ofMillis(1));
      timersDuring = Math.max(timersDuring, node.host().liveTimers());
    }
    long grown = Heap.used() - heapBefore;
    net.world().run(Duration.ofSeconds(20));

    int stored = 0;
    for (int i = 0; i < CLIENTS; i++) {
      for (Bytes id : asked.get(i)) {
        if (MsgValue.Bool.TRUE.equals(storing.get(i).answer(id))) {
          stored++;
          break;
        }
      }
    }
    int values = net.world().await(node.node().status()).values();
    System.out.printf(
        "%s stores from %s: %d of %d pings of others answered and %d of %d stores of others kept,"
            + " within %d tries; %d values; timers before %d, during %d, after %d; heap grown by"
            + " %,d bytes%n",
        areValid ? "valid" : "invalid",
        isOne ? "one address" : "everywhere",
        answered,
        wanted,
        stored,
        CLIENTS,
        TRIES,
        values,
        timersBefore,
        timersDuring,
        node.host().liveTimers(),
        grown);
    assertThat((double) answered / wanted).isGreaterThanOrEqualTo(0.99);
    assertThat((double) stored / CLIENTS).isGreaterThanOrEqualTo(0.99);
    assertThat(timersDuring).isLessThan(400);
    assertThat(grown).isLessThan(MOST_GROWTH);
  }

  private static List<Request.Store> stores(KvWorld net, boolean areValid) {
    List<Request.Store> stores = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      String text = People.secured(People.A, "flood " + i, "value").text();
      NodeId key = areValid ? People.digest("flood " + i) : net.target();
      stores.add(
          new Request.Store(net.target().bytes(), net.target(), key, new MsgValue.Str(text)));
    }
    return stores;
  }

  private static Address anywhere(KvWorld net) {
    Address address = Address.v4(0x20000000 + net.random().nextInt(0x30000000));
    return address.isLocal() ? anywhere(net) : address;
  }

  private static Bytes store(RawPeer peer, Endpoint to, int number) {
    String key = "client " + number;
    MsgValue value = new MsgValue.Str(People.secured(People.B, key, "mine").text());
    return peer.ask(to, m -> new Request.Store(m, peer.id(), People.digest(key), value));
  }

  private void ping(Resident client, Endpoint to, int tries) {
    wanted += tries == TRIES ? 1 : 0;
    CompletableFuture<Optional<Contact>> pinged = client.node().bootstrapNode(to);
    var _ =
        pinged.thenAccept(
            contact -> {
              if (contact.isPresent()) {
                answered++;
              } else if (tries > 1) {
                ping(client, to, tries - 1);
              }
            });
  }
}
