package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.net.Endpoint;
import dev.kith.sim.World;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NameLookupsTest {
  private final World world = World.seeded(7);
  private final NameLookups names = new NameLookups(world.host().loop(), 2);
  private final CompletableFuture<Endpoint> found = new CompletableFuture<>();
  private final CompletableFuture<Endpoint> result = new CompletableFuture<>();

  @Test
  void a_name_that_is_found_is_where_it_is_on_the_loop() {
    names.await(found, result);

    found.complete(Endpoint.loopback(1));

    assertThat(result).isNotDone();
    world.run(Duration.ofMillis(1));
    assertThat(result).isCompletedWithValue(Endpoint.loopback(1));
  }

  @Test
  void a_name_that_is_unknown_is_an_error() {
    names.await(found, result);

    found.completeExceptionally(new UnknownHostException("nowhere"));
    world.run(Duration.ofMillis(1));

    assertThat(result.exceptionNow()).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void what_is_still_looked_up_ends_as_cancelled() {
    names.await(found, result);

    names.cancelAll();

    assertThat(result.exceptionNow()).isInstanceOf(KRpcException.Cancelled.class);
    found.complete(Endpoint.loopback(1));
    world.run(Duration.ofMillis(1));
    assertThat(result).isCompletedExceptionally();
  }

  @Test
  void no_more_than_so_many_are_looked_up_at_a_time() {
    names.await(found, result);
    names.await(new CompletableFuture<>(), new CompletableFuture<>());
    assertThatThrownBy(() -> names.await(new CompletableFuture<>(), new CompletableFuture<>()))
        .isInstanceOf(KRpcException.Busy.class);

    found.complete(Endpoint.loopback(1));
    world.run(Duration.ofMillis(1));

    names.await(new CompletableFuture<>(), new CompletableFuture<>());
  }
}
