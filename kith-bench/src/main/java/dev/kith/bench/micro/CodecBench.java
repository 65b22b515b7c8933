package dev.kith.bench.micro;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ReplyBuilder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A find_node query and its answer of eight contacts, read and written.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBench {
  private static final String QUERY =
      "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e"
          + "1:q9:find_node1:t4:aaaa1:v4:KI001:y1:qe";

  private final KrpcCodec codec = new KrpcCodec();
  private final byte[] room = new byte[65_507];
  private final byte[] query = Bytes.utf8(QUERY).toArray();
  private final Endpoint from = Endpoint.loopback(6881);
  private final SplittableRandom random = new SplittableRandom(1);
  private final NodeId self = NodeId.random(20, random);
  private final List<Contact> nearest =
      IntStream.range(0, 8)
          .mapToObj(
              i ->
                  new Contact(
                      NodeId.random(20, random),
                      new Endpoint(Address.v4(0x0a000000 + i), 6881 + i)))
          .toList();
  private final QueryPacket decoded;
  private final Packet reply;
  private final byte[] replyBytes;

  /// Prepares the packets.
  public CodecBench() {
    try {
      decoded = (QueryPacket) codec.decode(query, query.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("the query is well-formed", e);
    }
    reply = ReplyBuilder.to(decoded, from, self).nodes(Family.V4, nearest).build();
    replyBytes = KrpcCodec.encode(reply).toArray();
  }

  /// Datagram to query.
  @Benchmark
  public Packet decodeQuery() throws MalformedException {
    return codec.decode(query, query.length);
  }

  /// Datagram to response, as a lookup gets them.
  @Benchmark
  public Packet decodeReply() throws MalformedException {
    return codec.decode(replyBytes, replyBytes.length);
  }

  /// Query and contacts to response.
  @Benchmark
  public Packet answer() {
    return ReplyBuilder.to(decoded, from, self).nodes(Family.V4, nearest).build();
  }

  /// Response to datagram.
  @Benchmark
  public int encodeReply() {
    return codec.encode(reply, room);
  }
}
