package dev.kith.node.kv;

import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.KvException;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.ClientCommand;
import dev.kith.node.client.ClientSettings;
import dev.kith.node.client.OneFamily;
import dev.kith.node.config.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the commands that ask this network have in common: a node for as long as they last.
///
/// The wire has no word for a node that only asks. Others may list this one until it has not
/// answered them.
abstract class KvCommand extends ClientCommand<KvNode> {
  @Option(
      names = "--profile",
      paramLabel = "plain|signed-seed",
      description = "What the nodes store: anything, or signed values; plain by default.",
      converter = KvProfile.Words.class)
  private KvProfile profile = KvProfile.PLAIN;

  private boolean keeps;
  private @Nullable EventLoop loop; // of a node that was not started with one of its own

  KvCommand(Shell shell) {
    super(shell, KvNetwork.NAME);
  }

  final KvProfile profile() {
    return profile;
  }

  /// What may explain that no node answers to a plain value: nodes that store signed ones only are
  /// silent then, as the original is.
  final String signedPerhaps() {
    return profile == KvProfile.PLAIN
        ? "; nodes with signed values, as kith node runs them, want --profile signed-seed"
        : "";
  }

  @Override
  protected final String stateFile() {
    return SavedNode.STATE;
  }

  @Override
  protected final List<Endpoint> usable(List<List<Endpoint>> hosts) {
    return OneFamily.of(hosts);
  }

  @Override
  protected final KvNode start(ClientSettings settings) throws IOException {
    if (settings.listens().size() > 1) {
      throw Failure.usage(
          "--bootstrap: expected nodes of one family: a node of this network has one address");
    }
    KvOptions.Builder options =
        KvOptions.builder()
            .listen(settings.listens().getFirst())
            .bootstrap(settings.peers())
            .withoutPublishing()
            .observer(settings.observer());
    profile.applyTo(options);
    if (settings.timeout() != null) {
      options.requestTimeout(settings.timeout());
    }
    LoopOptions loopOptions =
        LoopOptions.builder()
            .name("kith-kv")
            .folder(settings.folder())
            .observer(settings.observer())
            .build();
    Path folder = settings.folder();
    keeps = folder != null;
    // Whom it is told to ask is enough to go by: those it knew may be gone.
    return folder == null || !settings.peers().isEmpty()
        ? KvNode.start(options.build(), loopOptions)
        : remembered(options.build(), loopOptions, folder);
  }

  private KvNode remembered(KvOptions options, LoopOptions loopOptions, Path folder)
      throws IOException {
    StateFile.check(folder.resolve(SavedNode.STATE));
    EventLoop started = EventLoop.start(loopOptions);
    loop = started;
    try {
      return SavedNode.start(started, options, SavedNode.STATE);
    } catch (CompletionException failed) {
      started.close();
      if (failed.getCause() instanceof IOException cannot) {
        throw cannot;
      }
      throw failed;
    }
  }

  @Override
  protected final void close(KvNode node) {
    if (keeps) {
      SavedNode.save(node, SavedNode.STATE);
    }
    node.close();
    if (loop != null) {
      loop.close();
    }
  }

  @Override
  protected final boolean isNo(Throwable failed) {
    return failed instanceof KvException;
  }

  /// Waits until `node` has joined; ends the command if nobody is there.
  final void join(KvNode node) {
    if (await(node.joined()).contacts() == 0) {
      throw Failure.network("no node answered");
    }
  }
}
