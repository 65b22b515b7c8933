package dev.kith.node.cli;

import dev.kith.node.text.HostPort;
import picocli.CommandLine.ITypeConverter;

/// Reads the endpoint of a peer, whose port is not 0.
public final class PeerConverter implements ITypeConverter<HostPort> {
  @Override
  public HostPort convert(String text) {
    return HostPort.parsePeer(text);
  }
}
