package dev.kith.node.kv;

import dev.kith.node.cli.Shell;
import dev.kith.node.network.Neighbours;
import dev.kith.node.network.Network;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.network.SharedLoop;
import java.io.IOException;
import java.util.List;

/// The key/value network of Python's `kademlia`, as the program knows it.
///
/// In the daemon it speaks the signed profile, which the HTTP interface needs.
public final class KvNetwork implements Network {
  static final String NAME = "kv";
  static final int PORT = 5678;

  private final KvProfile profile;

  /// The network as the daemon runs it.
  public KvNetwork() {
    this(KvProfile.SIGNED_SEED);
  }

  KvNetwork(KvProfile profile) {
    this.profile = profile;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Values by key, as Python's kademlia stores them; with signatures on request.";
  }

  @Override
  public String example() {
    return "kv set colour blue --bootstrap 127.0.0.1:5678";
  }

  @Override
  public int defaultPort() {
    return PORT;
  }

  @Override
  public boolean hasDoor() {
    return true;
  }

  @Override
  public List<Object> commands(Shell shell) {
    return List.of(
        new ServeKv(shell),
        new PingCommand(shell),
        new FindNodeCommand(shell),
        new SetCommand(shell),
        new GetCommand(shell),
        new KeygenCommand(shell),
        new SignCommand(shell),
        new VerifyCommand(shell));
  }

  @Override
  public Object testnetCommand(Shell shell) {
    return new TestnetKv(shell);
  }

  @Override
  public Object decodeCommand(Shell shell) {
    return new DecodeKv(shell);
  }

  @Override
  public Object simCommand(Shell shell) {
    return new SimKv(shell);
  }

  @Override
  public Service start(ServiceSettings settings) throws IOException {
    return KvService.start(settings, profile, null);
  }

  @Override
  public Neighbours startNeighbours(int count, int firstPort) throws IOException {
    return SharedLoop.start(
        count,
        firstPort,
        (loop, listen, bootstrap) -> KvNeighbour.start(loop, listen, bootstrap, profile));
  }
}
