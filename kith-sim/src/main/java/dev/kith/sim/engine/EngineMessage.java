package dev.kith.sim.engine;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.List;

/// What engine nodes say to each other. A reply repeats the transaction of its request.
public sealed interface EngineMessage {
  /// Which exchange this belongs to.
  int transaction();

  /// Who says it.
  NodeId sender();

  /// Are you there?
  record Ping(int transaction, NodeId sender) implements EngineMessage {}

  /// I am.
  record Pong(int transaction, NodeId sender) implements EngineMessage {}

  /// Whom do you know near `target`?
  record FindNode(int transaction, NodeId sender, NodeId target) implements EngineMessage {}

  /// The nearest I know, nearest first.
  record Nodes(int transaction, NodeId sender, List<Contact> contacts) implements EngineMessage {}
}
