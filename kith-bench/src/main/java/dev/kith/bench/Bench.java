package dev.kith.bench;

import dev.kith.bench.load.LoadPeer;
import dev.kith.interop.NpmPeers;
import dev.kith.interop.PeerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The one command: Kith and its peers side by side, medians and ratios.
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws Exception {
    try (Neighbours neighbours = Neighbours.start(200);
        PeerProcess generator = LoadPeer.start()) {
      Serving serving = new Serving(generator, 2);
      List<Contender> all = new ArrayList<>();
      all.add(Servers.echo("echo", 300));
      all.add(Servers.mldht(neighbours));
      if (NpmPeers.installed(Path.of("target")) instanceof NpmPeers.Installed npm) {
        all.add(Servers.bittorrentDht(npm, neighbours));
      }
      for (Queries q : Queries.values()) {
        for (Map.Entry<String, List<Sample>> each : serving.measure(q, 0, 2, all).entrySet()) {
          System.out.println(q + " " + each.getKey() + " " + each.getValue());
        }
      }
      all.forEach(Contender::close);
    }
  }
}
