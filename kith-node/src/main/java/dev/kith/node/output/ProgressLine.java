package dev.kith.node.output;

import java.io.PrintStream;

/// A line at the bottom of a terminal, drawn anew ten times a second once something has taken
/// longer than a second.
final class ProgressLine implements Progress {
  private static final int BAR = 30;
  private static final long FIRST_MILLIS = 1000;
  private static final long NEXT_MILLIS = 100;

  private final String what;
  private final PrintStream err;
  private final long startedAt = System.nanoTime();
  private String detail = "";
  private double fraction = -1;
  private boolean drawn;
  private boolean closed;

  ProgressLine(String what, PrintStream err) {
    this.what = what;
    this.err = err;
    Thread.ofVirtual().name("progress").start(this::run);
  }

  @Override
  public synchronized void at(String newDetail) {
    detail = newDetail;
  }

  @Override
  public synchronized void at(double newFraction, String newDetail) {
    fraction = Math.clamp(newFraction, 0, 1);
    detail = newDetail;
  }

  @Override
  public synchronized void erase() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
      drawn = false;
    }
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
    notifyAll();
  }

  private synchronized void run() {
    try {
      for (long pause = FIRST_MILLIS; !closed; pause = NEXT_MILLIS) {
        wait(pause);
        if (!closed && System.nanoTime() - startedAt > FIRST_MILLIS * 900_000) {
          draw();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() {
    StringBuilder line = new StringBuilder("\r\033[K").append(what).append(' ');
    if (fraction >= 0) {
      int full = (int) Math.round(fraction * BAR);
      line.append('[').repeat('#', full).repeat('.', BAR - full).append("] ");
      line.append(Math.round(fraction * 100)).append(" %  ");
    } else {
      line.append("… ");
    }
    line.append(detail)
        .append("  ")
        .append((System.nanoTime() - startedAt) / 1_000_000_000)
        .append(" s");
    err.print(line);
    err.flush();
    drawn = true;
  }
}
