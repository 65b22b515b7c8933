package dev.kith.sim;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The simplest node: hears words, remembers them, and echoes "ping x" as "pong x".
final class Talker implements Inbox<String> {
  static final int PORT = 4000;

  final Loop loop;
  final Wire<String> wire;
  final List<String> heard = new ArrayList<>();
  final List<Long> heardAt = new ArrayList<>();
  final List<Endpoint> heardFrom = new ArrayList<>();
  int malformed;
  boolean admits = true;

  Talker(SimHost host) {
    this(host, host.endpoint(PORT));
  }

  Talker(SimHost host, Endpoint local) {
    this.loop = host.loop();
    try {
      this.wire = loop.open(local, new Words(), this);
    } catch (IOException notBound) {
      throw new UncheckedIOException(notBound);
    }
  }

  void say(Endpoint to, String word) {
    wire.send(to, word);
  }

  @Override
  public boolean admits(Endpoint from, int bytes) {
    return admits;
  }

  @Override
  public void received(Endpoint from, String word, int bytes) {
    heard.add(word);
    heardAt.add(loop.now());
    heardFrom.add(from);
    if (word.startsWith("ping")) {
      wire.send(from, "pong" + word.substring(4));
    }
  }

  @Override
  public void malformed(Endpoint from, MalformedException why) {
    malformed++;
  }

  /// Words are ASCII; anything else is malformed.
  static final class Words implements Codec<String> {
    @Override
    public String decode(byte[] datagram, int length) throws MalformedException {
      for (int i = 0; i < length; i++) {
        if (datagram[i] < 0) {
          throw new MalformedException("not ASCII", i);
        }
      }
      return new String(datagram, 0, length, StandardCharsets.US_ASCII);
    }

    @Override
    public int encode(String word, byte[] datagram) {
      byte[] ascii = word.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(ascii, 0, datagram, 0, ascii.length);
      return ascii.length;
    }
  }
}
