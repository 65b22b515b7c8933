package dev.kith.bench.micro;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgReader;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Packet;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
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

/// Packets of the key/value network, read and written: a find_node request and its answer of twenty
/// contacts.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MsgpackBench {
  private static final int CONTACTS = 20;

  private final KvCodec codec = new KvCodec();
  private final byte[] room = new byte[65_507];
  private final SplittableRandom random = new SplittableRandom(1);
  private final NodeId self = NodeId.random(20, random);
  private final Bytes messageId = NodeId.random(20, random).bytes();
  private final Request.FindNode request =
      new Request.FindNode(messageId, self, NodeId.random(20, random));
  private final List<Contact> nearest =
      IntStream.range(0, CONTACTS)
          .mapToObj(
              i ->
                  new Contact(
                      NodeId.random(20, random),
                      new Endpoint(Address.v4(0x0a000000 + i), 5678 + i)))
          .toList();
  private final MsgValue value = new Answer.Near(nearest).toValue();
  private final Response response = new Response(messageId, value);
  private final byte[] requestBytes = KvCodec.encode(request).toArray();
  private final byte[] responseBytes = KvCodec.encode(response).toArray();
  private final Bytes payload = response.payload();

  /// Datagram to request.
  @Benchmark
  public Packet decodeRequest() throws MalformedException {
    return codec.decode(requestBytes, requestBytes.length);
  }

  /// Datagram to contacts, as a lookup gets them.
  @Benchmark
  public Answer decodeAnswer() throws MalformedException {
    Response read = (Response) codec.decode(responseBytes, responseBytes.length);
    return Answer.read(request, read.value());
  }

  /// Contacts to datagram.
  @Benchmark
  public int encodeAnswer() {
    return codec.encode(new Response(messageId, new Answer.Near(nearest).toValue()), room);
  }

  /// The answer's msgpack alone, read.
  @Benchmark
  public MsgValue readValue() throws MalformedException {
    return MsgReader.read(payload);
  }

  /// And written.
  @Benchmark
  public Bytes writeValue() {
    return MsgWriter.write(value);
  }
}
