package dev.kith.node.network;

import dev.kith.node.cli.Shell;
import java.io.IOException;
import java.util.List;

/// A network as the program knows it: its commands, and how to run it as a service. The only class
/// a new network has to add to [Networks].
public interface Network {
  /// The word for it on the command line, such as `mainline`.
  String name();

  /// What it is, in a line.
  String title();

  /// A command line below `kith` that shows what it is for.
  String example();

  /// The port it listens on unless told otherwise.
  int defaultPort();

  /// Whether its nodes have something to answer over HTTP besides what all have to tell.
  default boolean hasDoor() {
    return false;
  }

  /// Whether one node of it can listen on IPv4 and IPv6 at once; false by default.
  default boolean usesBothFamilies() {
    return false;
  }

  /// The commands of `kith NAME`: objects with a picocli `@Command`.
  List<Object> commands(Shell shell);

  /// The command `kith testnet NAME`.
  Object testnetCommand(Shell shell);

  /// The command `kith decode NAME`.
  Object decodeCommand(Shell shell);

  /// The command `kith sim NAME`.
  Object simCommand(Shell shell);

  /// Starts a node of this network and returns once it answers requests.
  ///
  /// @throws IOException if it cannot start; its message is fit for a person
  Service start(ServiceSettings settings) throws IOException;

  /// Starts `count` nodes in memory, on `firstPort` and the ports after it of 127.0.0.1, or on free
  /// ports if it is 0. The first is the bootstrap of the others. Returns before they have joined.
  ///
  /// @throws IOException if they cannot start; none is left running then
  Neighbours startNeighbours(int count, int firstPort) throws IOException;
}
