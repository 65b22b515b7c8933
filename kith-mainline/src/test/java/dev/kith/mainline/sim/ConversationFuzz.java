package dev.kith.mainline.sim;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.random.RandomGenerator;

/// Fuzzes the state machines of a whole node: sequences of packets, questions and waits.
final class ConversationFuzz {
  @FuzzTest(maxDuration = "2m")
  void whatever_is_said_to_a_node_it_keeps_its_promises(FuzzedDataProvider data) {
    new Conversation(new Chosen(data)).run();
  }

  /// Choices made by the fuzzer.
  private record Chosen(FuzzedDataProvider data) implements RandomGenerator {
    @Override
    public long nextLong() {
      return data.consumeLong();
    }

    @Override
    public int nextInt(int bound) {
      return data.consumeInt(0, bound - 1);
    }

    @Override
    public boolean nextBoolean() {
      return data.consumeBoolean();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = data.consumeByte();
      }
    }
  }
}
