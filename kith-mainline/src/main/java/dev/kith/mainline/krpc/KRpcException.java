package dev.kith.mainline.krpc;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.ErrorPacket;

/// Why a query or lookup did not succeed. Futures of [KRpc] fail with one of these. The names of
/// errors are those of the k-rpc library.
public abstract sealed class KRpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private KRpcException(String message) {
    super(message, null, false, false);
  }

  /// The error's name, or for [Refused] its number.
  public abstract String code();

  /// No answer came in time: `ETIMEDOUT`.
  public static final class TimedOut extends KRpcException {
    private static final long serialVersionUID = 1L;

    TimedOut(Endpoint node) {
      super("Query to " + node + " timed out");
    }

    @Override
    public String code() {
      return "ETIMEDOUT";
    }
  }

  /// The node that answered is not the one asked: `EUNEXPECTEDNODE`.
  public static final class UnexpectedNode extends KRpcException {
    private static final long serialVersionUID = 1L;

    UnexpectedNode(Endpoint node, NodeId actual) {
      super("Unexpected node " + actual + " at " + node);
    }

    @Override
    public String code() {
      return "EUNEXPECTEDNODE";
    }
  }

  /// The node answered with an error.
  public static final class Refused extends KRpcException {
    private static final long serialVersionUID = 1L;

    private final int number;

    Refused(ErrorPacket packet) {
      super((packet.code() + " " + packet.text().asUtf8().orElse(packet.text().toHex())).strip());
      this.number = packet.code();
    }

    /// The number of the error, such as 203; 0 if it had none.
    public int number() {
      return number;
    }

    @Override
    public String code() {
      return Integer.toString(number);
    }
  }

  /// The query was given up, because the socket was closed: `ECANCELED`.
  public static final class Cancelled extends KRpcException {
    private static final long serialVersionUID = 1L;

    Cancelled() {
      super("Query was cancelled");
    }

    @Override
    public String code() {
      return "ECANCELED";
    }
  }

  /// There was nobody to query: `ENONODES`.
  public static final class NoNodes extends KRpcException {
    private static final long serialVersionUID = 1L;

    NoNodes() {
      super("No nodes to query");
    }

    @Override
    public String code() {
      return "ENONODES";
    }
  }

  /// None of several queries succeeded: `EALLFAILED`.
  public static final class AllFailed extends KRpcException {
    private static final long serialVersionUID = 1L;

    AllFailed() {
      super("All queries failed");
    }

    @Override
    public String code() {
      return "EALLFAILED";
    }
  }

  /// More is under way already than the options allow: `EBUSY`.
  public static final class Busy extends KRpcException {
    private static final long serialVersionUID = 1L;

    Busy(String what, int most) {
      super("there are " + most + " " + what + " under way already");
    }

    @Override
    public String code() {
      return "EBUSY";
    }
  }
}
