package dev.kith.mainline.store;

import java.time.Duration;

/// The bounds of a [PeerStore].
///
/// @param torrents the most info-hashes kept; beyond, those farthest from the own id go first
/// @param peersPerTorrent the most peers of one torrent and one family
/// @param ttl how long an announcement is kept; announcers repeat theirs every 15 to 30 minutes
/// @param sampleSize the most info-hashes in a sample (BEP 51)
/// @param sampleInterval how long a sample stays the same (BEP 51, at most 6 hours)
public record PeerStoreOptions(
    int torrents, int peersPerTorrent, Duration ttl, int sampleSize, Duration sampleInterval) {
  /// 2,000 torrents of 500 peers, 45 minutes; samples of 20, every hour.
  public static final PeerStoreOptions DEFAULT =
      new PeerStoreOptions(2_000, 500, Duration.ofMinutes(45), 20, Duration.ofHours(1));

  /// Checks that all are positive and the interval is one that BEP 51 allows.
  public PeerStoreOptions {
    if (torrents < 1 || peersPerTorrent < 1 || sampleSize < 0 || ttl.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "bounds of a peer store are positive: "
              + torrents
              + " torrents, "
              + peersPerTorrent
              + " peers, "
              + ttl
              + ", samples of "
              + sampleSize);
    }
    if (sampleInterval.isNegative() || sampleInterval.compareTo(Duration.ofHours(6)) > 0) {
      throw new IllegalArgumentException(
          "a sample interval is 0 to 6 hours, not " + sampleInterval);
    }
  }
}
