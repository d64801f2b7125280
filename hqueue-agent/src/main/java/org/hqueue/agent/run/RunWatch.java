package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.Rules;
import org.hqueue.agent.server.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Counts how long a command runs, pauses and the machine's own sleep left out, and says when its
 * rules on time are broken. The count is noted on the disk now and then, for the next agent. One
 * thread at a time.
 */
final class RunWatch {
  private static final Logger LOG = Logger.getLogger(RunWatch.class.getName());
  private static final long NOTE_NANOS = 10_000_000_000L;

  /** How much of a CPU counts as using it, in the kernel's ticks of 10 ms for each second. */
  private static final long BUSY_TICKS = 1;

  /** Tells how much CPU time a command has used, in ticks of 10 ms. */
  interface CpuMeter {
    long ticks() throws IOException;
  }

  private final Rules rules;
  private final Path note;

  private long ranNanos;
  private long lookedAt = System.nanoTime();
  private long notedNanos;
  private boolean paused;

  private long outputLength = -1;
  private long quietNanos;
  private long measuredNanos;
  private long ticks = -1;

  RunWatch(Rules rules, Path note) {
    this.rules = rules;
    this.note = note;
  }

  /** The command has just been started. */
  void start() {
    lookedAt = System.nanoTime();
  }

  /**
   * The command was started by an earlier agent; the time since that one's last note counts, unless
   * the command is paused.
   */
  void goOn(Instant startedAt, Instant now, boolean isPaused) {
    lookedAt = System.nanoTime();
    paused = isPaused;
    Duration away;
    try {
      ranNanos = Long.parseLong(Files.readString(note, StandardCharsets.US_ASCII).strip());
      away = Duration.between(Files.getLastModifiedTime(note).toInstant(), now);
    } catch (NoSuchFileException e) {
      away = Duration.between(startedAt, now);
    } catch (IOException | NumberFormatException e) {
      LOG.log(Level.WARNING, "Cannot read how long a command has run; counting anew", e);
      return;
    }
    if (!isPaused && !away.isNegative()) {
      ranNanos += away.toNanos();
    }
    notedNanos = ranNanos;
  }

  /** How long the command has run. */
  Duration ran() {
    return Duration.ofNanos(paused ? ranNanos : ranNanos + System.nanoTime() - lookedAt);
  }

  /**
   * Counts on; to be called several times a second.
   *
   * @return what the command must be ended for; null if nothing
   */
  Verdict.@Nullable Kind look(boolean isPaused, long outputLengthNow, CpuMeter cpu)
      throws IOException {
    long now = System.nanoTime();
    long passed = paused ? 0 : now - lookedAt;
    lookedAt = now;
    ranNanos += passed;
    boolean note = isPaused != paused || ranNanos - notedNanos > NOTE_NANOS;
    paused = isPaused;
    if (note && (!rules.maxTime().isZero() || !rules.minTime().isZero())) {
      note();
    }
    if (!rules.maxTime().isZero() && ranNanos > rules.maxTime().toNanos()) {
      return Verdict.Kind.TIMEOUT;
    }
    boolean hung = !rules.noOutputTime().isZero() && isHung(passed, outputLengthNow, cpu);
    return hung ? Verdict.Kind.HUNG : null;
  }

  private boolean isHung(long passed, long outputLengthNow, CpuMeter cpu) throws IOException {
    if (outputLengthNow != outputLength) {
      outputLength = outputLengthNow;
      quietNanos = 0;
      measuredNanos = 0;
      ticks = -1;
      return false;
    }
    quietNanos += passed;
    measuredNanos += passed;
    boolean due = quietNanos > rules.noOutputTime().toNanos();
    if (paused || (!due && measuredNanos < rules.noOutputTime().toNanos() / 10)) {
      return false;
    }
    // Looking at all processes costs something, so it is done ten times in the time allowed.
    long ticksNow = cpu.ticks();
    long busy = Math.max(1, BUSY_TICKS * measuredNanos / 1_000_000_000L);
    if (ticks < 0) {
      due = false; // there is nothing yet to compare with
    } else if (ticksNow - ticks >= busy) {
      quietNanos = 0;
      due = false;
    }
    ticks = ticksNow;
    measuredNanos = 0;
    return due;
  }

  private void note() {
    notedNanos = ranNanos;
    try {
      Files.writeString(note, ranNanos + "\n", StandardCharsets.US_ASCII);
    } catch (IOException e) {
      LOG.log(Level.FINE, "Cannot note how long a command has run", e);
    }
  }
}
