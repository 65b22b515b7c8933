package dev.kith.core.rpc;

import dev.kith.core.lookup.Patience;
import org.jspecify.annotations.Nullable;

/// How long answers take, learnt from those that came: when a silent contact has stalled, and when
/// it is overdue.
///
/// A contact has *stalled* when nine of ten answers would have been here: `max(p90, p10 + 100 ms)`,
/// as mldht has it; the lookup then asks another one beside it. It is *overdue* when nearly all
/// would have been, after twice p99, or six times the median while there are too few samples to
/// know p99: the lookup then no longer waits for it. Both end before the request itself times out,
/// and a late answer is still used.
///
/// Round trips are counted in bins, four to an octave, from 1 ms to 16 s; every sixteenth sample,
/// all counts lose a twentieth (both numbers are mldht's), so the estimate follows a network that
/// slows down within a hundred samples and one that recovers within a thousand. A few pretended
/// samples around the guess of the options make do until real ones outweigh them. An estimate
/// without samples holds no bins. For one thread.
public final class RttEstimate {
  private static final int BINS_PER_OCTAVE = 4;
  private static final int OCTAVES = 14;
  private static final int FIRST_OCTAVE = 20; // 2^20 ns, about 1 ms
  private static final int DECAY_PERIOD = 16;
  private static final float DECAY = 0.95f;

  private final RttOptions options;
  private float @Nullable [] bins;
  // All bins outside these are empty.
  private int lowest;
  private int highest;
  private int sinceDecay;
  private boolean isStale;
  private Patience patience;

  /// An estimate that knows only the guess.
  public RttEstimate(RttOptions options) {
    this.options = options;
    this.lowest = bin(options.guessNanos() / 2);
    this.highest = bin(2 * options.guessNanos());
    this.patience = patience(guess(options.guessNanos()));
  }

  /// Takes note of a round trip: of a request sent once and answered, however late.
  public void sample(long rttNanos) {
    if (bins == null) {
      bins = guess(options.guessNanos());
    }
    int bin = bin(rttNanos);
    bins[bin]++;
    lowest = Math.min(lowest, bin);
    highest = Math.max(highest, bin);
    isStale = true;
    if (++sinceDecay == DECAY_PERIOD) {
      sinceDecay = 0;
      for (int i = lowest; i <= highest; i++) {
        bins[i] *= DECAY;
      }
    }
  }

  /// When a contact asked now will have stalled and when it will be overdue.
  public Patience patience() {
    if (isStale && bins != null) {
      isStale = false;
      patience = patience(bins);
    }
    return patience;
  }

  private Patience patience(float[] counts) {
    float total = 0;
    for (int i = lowest; i <= highest; i++) {
      total += counts[i];
    }
    Climb climb = new Climb(counts, lowest);
    long p10 = climb.to(0.10f * total);
    long p50 = climb.to(0.50f * total);
    long p90 = climb.to(0.90f * total);
    long p99 = climb.to(0.99f * total);
    long cap = options.capNanos();
    long stall = Math.min(Math.max(p90, p10 + options.marginNanos()), cap);
    long late = Math.max(2 * p99, 6 * p50);
    long overdue = Math.min(Math.max(late, options.leastOverdueNanos()), cap);
    return new Patience(stall, Math.max(stall, overdue));
  }

  /// One way up through the bins, stopping at ever larger numbers of samples.
  private static final class Climb {
    private final float[] counts;
    private int bin;
    private float sum;

    Climb(float[] counts, int lowest) {
      this.counts = counts;
      this.bin = lowest;
      this.sum = counts[lowest];
    }

    /// The upper end of the bin in which the samples reach `number`.
    long to(float number) {
      while (sum < number && bin < counts.length - 1) {
        sum += counts[++bin];
      }
      return upperEnd(bin);
    }
  }

  private static float[] guess(long median) {
    float[] counts = new float[BINS_PER_OCTAVE * OCTAVES];
    counts[bin(median / 2)]++;
    counts[bin(median)]++;
    counts[bin(2 * median)]++;
    return counts;
  }

  // The octave is the position of the highest bit, its quarter the two bits after that.
  private static int bin(long nanos) {
    if (nanos < 1L << FIRST_OCTAVE) {
      return 0;
    }
    int octave = 63 - Long.numberOfLeadingZeros(nanos);
    int quarter = (int) (nanos >>> (octave - 2)) & 3;
    return Math.min(
        (octave - FIRST_OCTAVE) * BINS_PER_OCTAVE + quarter, BINS_PER_OCTAVE * OCTAVES - 1);
  }

  private static long upperEnd(int bin) {
    int octave = FIRST_OCTAVE + bin / BINS_PER_OCTAVE;
    return (long) (BINS_PER_OCTAVE + bin % BINS_PER_OCTAVE + 1) << (octave - 2);
  }
}
