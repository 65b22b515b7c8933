package dev.kith.mainline.store;

/// What became of an announced peer.
public enum Announced {
  /// It is stored now.
  ADDED,
  /// Its address was known; port, seed flag and time are those of this announcement now.
  REFRESHED,
  /// It was not stored: there is no room, neither for the torrent nor for the peer.
  FULL
}
