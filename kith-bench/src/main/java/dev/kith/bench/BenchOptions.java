package dev.kith.bench;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param parts which measurements: of [#PARTS]
/// @param rounds rounds of each; medians are over these
/// @param seconds how long one contender is under load in one round
/// @param kvLibrary the command that runs a node of Python's kademlia; `null`: there is none
/// @param json where the figures also go as JSON; `null`: nowhere
record BenchOptions(
    Set<String> parts,
    int rounds,
    double seconds,
    @Nullable String kvLibrary,
    @Nullable Path json) {
  /// Everything that can be measured.
  static final Set<String> PARTS =
      Set.of("serving", "sources", "startup", "lookup", "simulator", "kv");

  static final String USAGE =
      """
      kith-bench/run [PART…] [--rounds N] [--seconds S] [--json FILE] [--kv-library COMMAND]

      Runs Kith and its peers side by side on this machine and prints medians and ratios.
        serving   find_node and get_peers: replies a second, latency, processor time per reply,
                  beside a bare echo on the same event loop, mldht and bittorrent-dht
        sources   the same for Kith and the echo with requests from 60,000 addresses
        startup   kith --version, and kith mainline serve until it is ready
        lookup    lookups and final mutable gets with half of the contacts dead, simulated
        kv        the key/value network: ping and find_node beside the echo, set and get among
                  twenty nodes, POST and GET of signed values on three nodes (with wrk)
        simulator events a second of simulated worlds, of the engine alone and of full nodes
      Without a PART: all. Default: --rounds 5 --seconds 4, about a quarter of an hour.
      --kv-library COMMAND is a program, with arguments and with variables before it if need be,
      that runs a node of Python's kademlia at UDP port $PORT of 127.0.0.1 until its standard input
      ends; it is measured beside Kith in the part kv.
      """;

  /// Reads the arguments.
  ///
  /// @throws IllegalArgumentException naming the argument that is wrong
  static BenchOptions parse(String[] args) {
    Set<String> parts = new TreeSet<>();
    int rounds = 5;
    double seconds = 4;
    String kvLibrary = null;
    Path json = null;
    for (int i = 0; i < args.length; i++) {
      String argument = args[i];
      if (PARTS.contains(argument)) {
        parts.add(argument);
        continue;
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException("unknown argument or missing value: " + argument);
      }
      String value = args[++i];
      switch (argument) {
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--seconds" -> seconds = Double.parseDouble(value);
        case "--kv-library" -> kvLibrary = value;
        case "--json" -> json = Path.of(value);
        default -> throw new IllegalArgumentException("unknown argument: " + argument);
      }
    }
    if (rounds < 1 || seconds <= 0) {
      throw new IllegalArgumentException("--rounds and --seconds must be above 0");
    }
    return new BenchOptions(parts.isEmpty() ? PARTS : parts, rounds, seconds, kvLibrary, json);
  }

  boolean wants(String part) {
    return parts.contains(part);
  }
}
