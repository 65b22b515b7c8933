package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.net.Endpoint;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NameLookupsTest {
  private final NameLookups names = new NameLookups(2);
  private final CompletableFuture<Endpoint> found = new CompletableFuture<>();
  private final CompletableFuture<Endpoint> result = new CompletableFuture<>();

  @Test
  void a_name_that_is_found_is_where_it_is() {
    names.await(found, result);

    found.complete(Endpoint.loopback(1));

    assertThat(result).isCompletedWithValue(Endpoint.loopback(1));
  }

  @Test
  void a_name_that_is_unknown_is_an_error() {
    names.await(found, result);

    found.completeExceptionally(new UnknownHostException("nowhere"));

    assertThat(result.exceptionNow()).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void what_is_still_looked_up_ends_as_cancelled() {
    names.await(found, result);

    names.cancelAll();

    assertThat(result.exceptionNow()).isInstanceOf(KRpcException.Cancelled.class);
    found.complete(Endpoint.loopback(1));
    assertThat(result).isCompletedExceptionally();
  }

  @Test
  void no_more_than_so_many_are_looked_up_at_a_time() {
    names.await(found, result);
    names.await(new CompletableFuture<>(), new CompletableFuture<>());
    assertThatThrownBy(() -> names.await(new CompletableFuture<>(), new CompletableFuture<>()))
        .isInstanceOf(KRpcException.Busy.class);

    found.complete(Endpoint.loopback(1));

    names.await(new CompletableFuture<>(), new CompletableFuture<>());
  }
}
