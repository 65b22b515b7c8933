package dev.kith.mainline.sim;

import dev.kith.testkit.Property;
import org.junit.jupiter.api.Test;

/// Whatever a node is told and asked, in any order, it keeps its promises.
class ConversationTest {
  @Test
  void whatever_is_said_to_a_node_it_keeps_its_promises() {
    Property.check(1_000, choices -> new Conversation(choices).run());
  }
}
