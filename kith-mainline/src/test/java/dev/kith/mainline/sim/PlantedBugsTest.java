package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.mainline.sim.PlantedBug.Nothing;
import dev.kith.sim.fault.FaultWorlds;
import dev.kith.testkit.Seed;
import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whether the random-fault worlds of [FaultRun] would notice: twenty bugs, each planted in the
/// bytes of the production classes, and how many worlds it takes until one of them is not sound.
class PlantedBugsTest {
  private static final int MOST_WORLDS = 200;
  private static final int WANTED = 18;

  private static final String NODE = "dev.kith.mainline.node.";
  private static final String STORE = "dev.kith.mainline.store.";
  private static final String CORE = "dev.kith.core.";

  private static final List<PlantedBug> BUGS =
      List.of(
          PlantedBug.returns("the token check is skipped", STORE + "WriteTokens", "accepts", true),
          PlantedBug.returns(
              "the token secret is never changed",
              CORE + "store.RotatingSecret",
              "rotate",
              Nothing.VOID),
          PlantedBug.skips(
              "tokens are bound to nothing",
              CORE + "store.RotatingSecret",
              "compute",
              "update",
              Nothing.VOID),
          PlantedBug.confuses(
              "tokens hold for a fifth of their time",
              CORE + "store.RotatingSecret",
              "<init>",
              5L,
              1L),
          PlantedBug.skips(
              "a put is acknowledged and not kept",
              STORE + "ItemStore",
              "add",
              "put",
              Nothing.NULL),
          PlantedBug.skips(
              "the full store throws nothing out",
              STORE + "ItemStore",
              "add",
              "pollLastEntry",
              Nothing.NULL),
          PlantedBug.returns(
              "a lower sequence number replaces a higher one",
              STORE + "ItemStore",
              "objection",
              Nothing.NULL),
          PlantedBug.returns("cas is not compared", STORE + "ItemStore", "mismatches", false),
          PlantedBug.returns(
              "items never expire", STORE + "StoredItem", "expiresAt", Long.MAX_VALUE),
          PlantedBug.returns("peers never expire", STORE + "Swarm", "dropBefore", Nothing.VOID),
          PlantedBug.returns(
              "signatures are not verified",
              "dev.kith.mainline.item.MutableItem",
              "isAuthentic",
              true),
          PlantedBug.skips(
              "the hash of what was found is not verified",
              NODE + "Retrieval",
              "readHashed",
              "equals",
              true),
          PlantedBug.returns(
              "the first version found wins", NODE + "Retrieval$OfMutable", "isNewer", false),
          PlantedBug.skips(
              "the timer that ends silent requests is lost",
              CORE + "driver.Requests",
              "arm",
              "after",
              Nothing.NULL),
          PlantedBug.skips(
              "the timer that stores items again is lost",
              CORE + "driver.Turns",
              "arm",
              "after",
              Nothing.NULL),
          PlantedBug.skips(
              "a reply may come from anywhere",
              CORE + "rpc.RequestTracker",
              "match",
              "allows",
              true),
          PlantedBug.calls(
              "whoever asks enters the table", NODE + "Home", "meet", "verified", Contact.class),
          PlantedBug.jumps(
              "buckets take one too many",
              CORE + "table.RoutingTable",
              "meet",
              Opcode.IF_ICMPGE,
              Opcode.IF_ICMPGT),
          PlantedBug.returns(
              "long replies go to strangers", CORE + "limit.ByteBudget", "proportionate", 4_096),
          PlantedBug.returns(
              "a lookup loses patience at once", CORE + "lookup.Candidate", "isOverdue", true));

  @Test
  @Tag("soak") // minutes: what is found takes few worlds, what is not takes two hundred
  void eighteen_of_twenty_are_found_within_two_hundred_worlds() {
    List<String> missed = new ArrayList<>();

    for (PlantedBug bug : BUGS) {
      String found = found(bug, MOST_WORLDS);
      System.out.println(bug.name() + ": " + found);
      if (found.isEmpty()) {
        missed.add(bug.name());
      }
    }

    assertThat(BUGS).hasSize(20);
    assertThat(missed).hasSizeLessThanOrEqualTo(BUGS.size() - WANTED);
  }

  // Which world was the first that was not sound, and why; empty if all were.
  private static String found(PlantedBug bug, int worlds) {
    LongFunction<String> planted = new PlantedWorld(bug).worlds();
    for (int i = 0; i < worlds; i++) {
      String verdict = planted.apply(Seed.part(Seed.current(), i));
      assertThat(verdict)
          .as("a bug that can be planted and loaded")
          .doesNotContain("VerifyError", "NoSuchMethodError", PlantedBug.NOTHING_TO_ALTER);
      if (!verdict.startsWith(FaultWorlds.SOUND)) {
        return "world " + (i + 1) + ", " + verdict;
      }
    }
    return "";
  }
}
