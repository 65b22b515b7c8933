package dev.kith.mainline.krpc;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The routing table of a [KRpc], in the words of a k-bucket. Safe for use by several threads; each
/// method tells how things are when the loop comes to it.
public final class KRpcNodes {
  private final KRpc krpc;

  KRpcNodes(KRpc krpc) {
    this.krpc = krpc;
  }

  /// The number of contacts.
  public CompletableFuture<Integer> count() {
    return ask(node -> node.table().size());
  }

  /// All contacts.
  public CompletableFuture<List<Contact>> toList() {
    return ask(node -> List.copyOf(node.table().contacts()));
  }

  /// All contacts, the nearest to `target` first.
  public CompletableFuture<List<Contact>> closest(NodeId target) {
    return closest(target, Integer.MAX_VALUE);
  }

  /// The `count` contacts nearest to `target`, nearest first; distances are exact.
  public CompletableFuture<List<Contact>> closest(NodeId target, int count) {
    krpc.checkLength(target);
    return ask(node -> node.table().closest(target, count));
  }

  /// The contact with `id`, if it is there.
  public CompletableFuture<Optional<Contact>> get(NodeId id) {
    krpc.checkLength(id);
    return ask(node -> node.table().find(id));
  }

  /// Puts a contact in without having heard from it, say one saved from an earlier run, and tells
  /// whether its id is in the table now. The caller vouches for it: what strangers named belongs
  /// into a query instead, whose reply brings it in.
  public CompletableFuture<Boolean> add(Contact contact) {
    krpc.checkLength(contact.id());
    return ask(node -> node.add(contact));
  }

  /// Takes the contact with `id` out and returns it, if it was there.
  public CompletableFuture<Optional<Contact>> remove(NodeId id) {
    krpc.checkLength(id);
    return ask(node -> node.remove(id));
  }

  private <T> CompletableFuture<T> ask(Function<KRpcNode, T> question) {
    return krpc.post((node, result) -> result.complete(question.apply(node)));
  }
}
