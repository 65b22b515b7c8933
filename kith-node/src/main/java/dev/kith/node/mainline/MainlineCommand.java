package dev.kith.node.mainline;

import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineException;
import dev.kith.mainline.MainlineOptions;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.ClientCommand;
import dev.kith.node.client.ClientSettings;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;

/// What the commands that ask this network have in common: a read-only node.
abstract class MainlineCommand extends ClientCommand<Mainline> {
  MainlineCommand(Shell shell) {
    super(shell, MainlineNetwork.NAME);
  }

  @Override
  protected final Mainline start(ClientSettings settings) throws IOException {
    MainlineOptions.Builder options =
        MainlineOptions.builder()
            .listen(settings.listens().toArray(Endpoint[]::new))
            .bootstrap(settings.peers())
            .readOnly(true)
            .republish(false)
            .observer(settings.observer());
    if (settings.timeout() != null) {
      options.queryTimeout(settings.timeout());
    }
    Mainline node = Nodes.start(options.build(), settings.folder());
    if (settings.peers().isEmpty()) {
      // Whom it remembers it has yet to find again; until then there is nobody to ask.
      var _ = await(node.joined());
    }
    return node;
  }

  @Override
  protected final String stateFile() {
    return Nodes.STATE;
  }

  @Override
  protected final void close(Mainline node) {
    node.close();
  }

  @Override
  protected final boolean isNo(Throwable failed) {
    return failed instanceof MainlineException;
  }

  @Override
  protected final List<Endpoint> publicNodes() {
    try {
      return PublicNodes.resolve();
    } catch (UnknownHostException unknown) {
      throw Failure.network(String.valueOf(unknown.getMessage()));
    }
  }
}
