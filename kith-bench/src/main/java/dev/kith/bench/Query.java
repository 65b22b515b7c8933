package dev.kith.bench;

/// A request the generator sends again and again, as a template with room for its random parts.
interface Query {
  /// The method's name on the wire.
  String method();

  /// The request, with a target and an id that are yet to be filled in.
  byte[] template();

  /// Where the eight random bytes of the target begin; negative if there is no target.
  int targetAt();

  /// Where the four bytes of the id are, in the request and in its reply; negative if they are
  /// found by the bencode around them.
  int idAt();
}
