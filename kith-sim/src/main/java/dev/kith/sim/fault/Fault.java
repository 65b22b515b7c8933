package dev.kith.sim.fault;

import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;

/// One thing that goes wrong at one time. A host is named by its number.
public sealed interface Fault {
  /// When, counted from the start of the plan.
  Duration at();

  /// Lets it happen.
  void strike(World world);

  /// A host crashes and comes back after a while.
  record Crash(Duration at, int host, Duration downFor) implements Fault {
    @Override
    public void strike(World world) {
      SimHost struck = world.hosts().get(host);
      struck.crash();
      world.after(downFor, struck::restart);
    }
  }

  /// A host stands still for a while.
  record Pause(Duration at, int host, Duration length) implements Fault {
    @Override
    public void strike(World world) {
      world.hosts().get(host).pause(length);
    }
  }

  /// Datagrams to a host are held back for a while.
  record Clog(Duration at, int host, Duration length) implements Fault {
    @Override
    public void strike(World world) {
      world.hosts().get(host).clog(length);
    }
  }

  /// Every `sides`-th host is cut off from the others for a while.
  record Partition(Duration at, int sides, Duration length) implements Fault {
    @Override
    public void strike(World world) {
      world.part(host -> host.index() % sides == 0 ? 1 : 0);
      world.after(length, world::heal);
    }
  }

  /// The wall clock of a host jumps.
  record WallJump(Duration at, int host, Duration by) implements Fault {
    @Override
    public void strike(World world) {
      world.hosts().get(host).clock().jumpWall(by);
    }
  }
}
