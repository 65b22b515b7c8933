package dev.kith.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import lbms.plugins.mldht.DHTConfiguration;
import lbms.plugins.mldht.kad.DHT;
import lbms.plugins.mldht.kad.DHTConstants;
import lbms.plugins.mldht.kad.DHTLogger;
import lbms.plugins.mldht.kad.KBucketEntry;
import lbms.plugins.mldht.kad.Key;
import lbms.plugins.mldht.kad.PeerAddressDBItem;
import lbms.plugins.mldht.kad.RPCCall;
import lbms.plugins.mldht.kad.RPCCallListener;
import lbms.plugins.mldht.kad.RPCServer;
import lbms.plugins.mldht.kad.RPCServerManager;
import lbms.plugins.mldht.kad.RPCState;
import lbms.plugins.mldht.kad.SpamThrottle;
import lbms.plugins.mldht.kad.messages.ErrorMessage;
import lbms.plugins.mldht.kad.messages.MessageBase;
import org.jspecify.annotations.Nullable;

/// One mldht node on 127.0.0.1, which by its own policy it would refuse to be.
///
/// mldht never binds to loopback, takes no loopback contact from a node list, stores no loopback
/// announce and allows ten packets and then two a second per address. So the socket is opened
/// through a method it keeps to itself, contacts are put straight into their bucket, and its
/// throttles are exchanged for open ones: four private members, reached by reflection in this class
/// only, of a jar whose version is pinned. What it sends and how it reads our packets is untouched.
final class Mldht {
  private static final int PATIENCE_SECONDS = 15;

  private final DHT dht;
  private final RPCServer server;
  private final int port;

  private Mldht(DHT dht, RPCServer server, int port) {
    this.dht = dht;
    this.server = server;
    this.port = port;
  }

  /// Starts a node on a free port.
  static Mldht start() throws IOException, InterruptedException {
    // It resolves these names even when it may not use them. A port nobody listens at, instead.
    Arrays.fill(
        DHTConstants.UNRESOLVED_BOOTSTRAP_NODES,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
    DHT.setLogger(new Silence());
    DHT dht = new DHT(DHT.DHTtype.IPV4_DHT);
    dht.start(new LoopbackOnly(Files.createTempDirectory("mldht")));
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    RPCServerManager servers = dht.getServerManager();
    call(servers, "newServer", InetAddress.class, loopback);
    RPCServer server = servers.getRandomServer();
    set(RPCServer.class, server, "throttle", new OpenThrottle());
    call(server, "setOutgoingThrottle", SpamThrottle.class, new OpenThrottle());
    return new Mldht(dht, server, boundPort(server));
  }

  int port() {
    return port;
  }

  byte[] id() {
    return server.getDerivedID().getHash();
  }

  DHT dht() {
    return dht;
  }

  RPCServer server() {
    return server;
  }

  /// Puts a contact into its bucket as if it had answered in a millisecond. The table never splits
  /// here, since a split drops loopback contacts again: it holds eight, as many as one reply.
  void addContact(byte[] id, InetSocketAddress address) {
    Key key = new Key(id);
    KBucketEntry entry = new KBucketEntry(address, key);
    entry.signalResponse(1);
    dht.getNode().table().entryForId(key).getBucket().modifyMainBucket(null, entry);
  }

  /// Stores a peer it would not take over the wire from loopback.
  void addPeer(byte[] infoHash, InetSocketAddress peer, boolean seed) {
    dht.getDatabase()
        .store(
            new Key(infoHash),
            PeerAddressDBItem.createFromAddress(peer.getAddress(), peer.getPort(), seed));
  }

  /// Sends a request and waits for mldht's reading of the reply.
  MessageBase request(MessageBase request, InetSocketAddress to)
      throws CommandLines.Refusal, InterruptedException {
    request.setDestination(to);
    request.setID(server.getDerivedID());
    CompletableFuture<RPCCall> end = new CompletableFuture<>();
    RPCCall call = new RPCCall(request);
    call.addListener(
        new RPCCallListener() {
          @Override
          public void stateTransition(RPCCall each, RPCState previous, RPCState current) {
            if (current == RPCState.RESPONDED
                || current == RPCState.ERROR
                || current == RPCState.TIMEOUT) {
              end.complete(each);
            }
          }
        });
    server.doCall(call);
    MessageBase reply = await(end).getResponse();
    if (reply == null) {
      throw new CommandLines.Refusal("no reply", "ETIMEDOUT");
    }
    if (reply instanceof ErrorMessage error) {
      throw new CommandLines.Refusal(
          String.valueOf(error.getMessage()), String.valueOf(error.getCode()));
    }
    return reply;
  }

  private static RPCCall await(CompletableFuture<RPCCall> end)
      throws CommandLines.Refusal, InterruptedException {
    try {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandLines.Refusal("no end of the call", "ETIMEDOUT");
    }
  }

  /// mldht opens its socket in the background.
  private static int boundPort(RPCServer server) throws IOException, InterruptedException {
    Object socket = value(RPCServer.class, server, "sel");
    if (socket == null) {
      throw new IllegalStateException("mldht changed: sel");
    }
    for (int tries = 0; tries < PATIENCE_SECONDS * 100; tries++) {
      Object channel = value(socket.getClass(), socket, "channel");
      if (channel instanceof DatagramChannel open) {
        SocketAddress address = open.getLocalAddress();
        if (address instanceof InetSocketAddress bound) {
          return bound.getPort();
        }
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new IOException("mldht did not bind");
  }

  private static void call(Object on, String name, Class<?> type, Object argument) {
    try {
      Method method = on.getClass().getDeclaredMethod(name, type);
      method.setAccessible(true);
      method.invoke(on, argument);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("mldht changed: " + name, e);
    }
  }

  private static void set(Class<?> type, Object on, String name, Object value) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      field.set(on, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("mldht changed: " + name, e);
    }
  }

  private static @Nullable Object value(Class<?> type, Object on, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(on);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("mldht changed: " + name, e);
    }
  }

  /// Binds to nothing by itself: loopback is neither a default route nor a public address.
  private record LoopbackOnly(Path folder) implements DHTConfiguration {
    @Override
    public boolean isPersistingID() {
      return false;
    }

    @Override
    public Path getStoragePath() {
      return folder;
    }

    @Override
    public int getListeningPort() {
      return 0;
    }

    @Override
    public boolean noRouterBootstrap() {
      return true;
    }

    @Override
    public boolean allowMultiHoming() {
      return false;
    }

    @Override
    public Predicate<InetAddress> filterBindAddress() {
      return InetAddress::isLoopbackAddress;
    }
  }

  private static final class OpenThrottle extends SpamThrottle {
    @Override
    public boolean addAndTest(InetAddress address) {
      return false;
    }

    @Override
    public boolean test(InetAddress address) {
      return false;
    }

    @Override
    public int calculateDelayAndAdd(InetAddress address) {
      return 0;
    }
  }

  private static final class Silence implements DHTLogger {
    @Override
    public void log(String message, DHT.LogLevel level) {
      // Our standard output is the conversation.
    }

    @Override
    public void log(Throwable problem, DHT.LogLevel level) {
      if (problem instanceof UncheckedIOException) {
        return; // a peer that went away
      }
      problem.printStackTrace();
    }
  }
}
