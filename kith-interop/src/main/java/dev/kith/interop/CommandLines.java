package dev.kith.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The child's side of the conversation that [PeerProcess] leads, for peers that are JVMs.
public final class CommandLines {
  /// Answers one request; what it throws becomes the error of the answer.
  public interface Command {
    /// The answer, as what Jackson can write.
    Object answer(JsonNode request) throws Exception;
  }

  private static final JsonMapper JSON = JsonMapper.shared();

  private CommandLines() {}

  /// Says ready, then answers requests one after another until standard input ends.
  public static void serve(int port, PrintStream out, Map<String, Command> commands)
      throws IOException {
    out.println("READY " + port);
    out.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode request = JSON.readTree(line);
      long id = request.path("id").asLong();
      out.println(JSON.writeValueAsString(answer(id, request, commands)));
      out.flush();
    }
  }

  private static Map<String, Object> answer(
      long id, JsonNode request, Map<String, Command> commands) {
    String name = request.path("do").asString();
    Command command = commands.get(name);
    try {
      if (command == null) {
        throw new IllegalArgumentException("no command " + name);
      }
      return Map.of("id", id, "ok", command.answer(request));
    } catch (Refusal e) {
      return Map.of("id", id, "error", Map.of("message", e.getMessage(), "code", e.code));
    } catch (Exception e) {
      return Map.of("id", id, "error", Map.of("message", e.toString(), "code", ""));
    }
  }

  /// The bytes of a `0x…` text.
  public static byte[] bytes(JsonNode text) {
    String value = text.asString();
    if (!value.startsWith("0x")) {
      throw new IllegalArgumentException("expected 0x…, got " + value);
    }
    return HexFormat.of().parseHex(value, 2, value.length());
  }

  /// The `0x…` text of bytes.
  public static String text(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /// An error with a code that the other side may look at.
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    /// A refusal with a code that the asker may look at.
    public Refusal(String message, String code) {
      super(message);
      this.code = code;
    }
  }
}
