package dev.kith.core.driver;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [Search] asks each node on its way, in the words of one network.
///
/// @param <A> an answer to it
public interface Question<A> {
  /// What it is called in events.
  String method();

  /// Asks `contact`. The routing table has learnt how that went when `then` is told, in a later
  /// turn.
  Call ask(Contact contact, Reception<A> then);

  /// Asks whoever is at `stranger`, likewise.
  Call ask(Endpoint stranger, Reception<A> then);

  /// The contacts that an answer names and that may be asked in turn.
  List<Contact> named(A answer, Endpoint from);

  /// Whether `contact`, which answered with this, counts as one of the nearest.
  boolean counts(Contact contact, A answer);

  /// What is told how asking went; one of the two, once.
  ///
  /// @param <A> the answer
  interface Reception<A> {
    /// An answer came.
    ///
    /// @param id the id the node gives itself, or `null` if it gave none
    void answered(@Nullable NodeId id, A answer);

    /// No answer of any use came.
    void failed();
  }
}
