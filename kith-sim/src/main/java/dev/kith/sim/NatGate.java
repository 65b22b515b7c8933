package dev.kith.sim;

import dev.kith.core.net.Address;
import dev.kith.sim.link.NatBox;
import dev.kith.sim.link.NatKind;
import java.time.Duration;

/// A NAT standing in a world: the box and the private network behind it.
public final class NatGate {
  private static final int FIRST_INSIDE = 0x0a00_0002; // 10.0.0.2

  private final World world;
  private final NatBox box;
  private final Realm realm;
  private int inside;

  NatGate(World world, NatKind kind, Address outside, Duration timeout) {
    this.world = world;
    this.box = new NatBox(kind, outside, timeout);
    this.realm = new Realm(world);
  }

  /// The address the hosts behind it seem to have.
  public Address address() {
    return box.outside();
  }

  /// The box, to look at or to let forget.
  public NatBox box() {
    return box;
  }

  /// Gives the box another public address and lets it forget every mapping, as when a line drops
  /// and comes back.
  public void move() {
    world.move(this);
  }

  Realm realm() {
    return realm;
  }

  Address nextInside() {
    return Address.v4(FIRST_INSIDE + inside++);
  }
}
