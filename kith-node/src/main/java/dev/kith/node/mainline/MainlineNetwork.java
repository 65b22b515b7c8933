package dev.kith.node.mainline;

import dev.kith.node.cli.Shell;
import dev.kith.node.network.Neighbours;
import dev.kith.node.network.Network;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.network.SharedLoop;
import java.io.IOException;
import java.util.List;

/// The BitTorrent mainline DHT, as the program knows it.
public final class MainlineNetwork implements Network {
  static final String NAME = "mainline";
  static final int PORT = 6881;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "The BitTorrent DHT: peers of torrents, and small signed values.";
  }

  @Override
  public String example() {
    return "mainline ping 127.0.0.1:6881";
  }

  @Override
  public int defaultPort() {
    return PORT;
  }

  @Override
  public boolean usesBothFamilies() {
    return true; // BEP 32
  }

  @Override
  public List<Object> commands(Shell shell) {
    return List.of(
        new ServeMainline(shell),
        new PingCommand(shell),
        new FindNodeCommand(shell),
        new GetPeersCommand(shell),
        new AnnounceCommand(shell),
        new PutCommand(shell),
        new GetCommand(shell),
        new MagnetCommand(shell),
        new ScrapeCommand(shell),
        new SampleCommand(shell));
  }

  @Override
  public Object testnetCommand(Shell shell) {
    return new TestnetMainline(shell);
  }

  @Override
  public Object decodeCommand(Shell shell) {
    return new DecodeMainline(shell);
  }

  @Override
  public Object simCommand(Shell shell) {
    return new SimMainline(shell);
  }

  @Override
  public Service start(ServiceSettings settings) throws IOException {
    return MainlineService.start(settings, null);
  }

  @Override
  public Neighbours startNeighbours(int count, int firstPort) throws IOException {
    return SharedLoop.start(count, firstPort, MainlineNeighbour::start);
  }
}
