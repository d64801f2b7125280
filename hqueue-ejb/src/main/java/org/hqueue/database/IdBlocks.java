package org.hqueue.database;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives out ids from blocks that are taken from a table row, so that no two servers ever give the
 * same one. A block grows with demand: a quiet farm loses few ids at a restart, a busy one asks the
 * database seldom. For many threads.
 *
 * <p>A new block is a short transaction of its own. So a call {@linkplain #ensure ensures} what it
 * may need before it holds a connection: a pool whose every connection waits for another would lock
 * up.
 */
@ApplicationScoped
public class IdBlocks {

  private static final int SMALLEST = 16;
  private static final int LARGEST = 4096;
  private static final Duration BUSY = Duration.ofSeconds(2);

  /** What has ids of its own. */
  public enum Kind {
    /** Jobs. */
    JOB,
    /** Assignments. */
    ASSIGNMENT,
    /** Clients. */
    CLIENT,
    /** Client groups. */
    CLIENT_GROUP,
    /** Requirements. */
    REQUIREMENT,
    /** Network folders. */
    NETWORK_FOLDER,
    /** Resources. */
    RESOURCE,
    /** Threads of notes. */
    NOTE_THREAD,
    /** Label sets. */
    LABEL_SET;

    String rowName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @EJB IdBlockStore store;
  @Inject Clock clock;

  private final Map<Kind, Block> blocks = new EnumMap<>(Kind.class);

  /** Empty blocks: the first use of each asks the database. */
  public IdBlocks() {
    for (Kind kind : Kind.values()) {
      blocks.put(kind, new Block());
    }
  }

  /**
   * Sees to it that so many ids can be taken without asking the database; called first in a call.
   *
   * @param count how many at the most, from 1
   */
  public void ensure(Kind kind, int count) {
    Block block = Objects.requireNonNull(blocks.get(kind));
    synchronized (block) {
      if (block.next + count > block.end) {
        block.refill(kind, count);
      }
    }
  }

  /**
   * Takes ids that follow each other; the first of them.
   *
   * @param count how many, from 1
   */
  public int take(Kind kind, int count) {
    Block block = Objects.requireNonNull(blocks.get(kind));
    synchronized (block) {
      if (block.next + count > block.end) {
        block.refill(kind, count);
      }
      int first = Math.toIntExact(block.next);
      block.next += count;
      return first;
    }
  }

  private final class Block {
    private long next;
    private long end;
    private int size = SMALLEST;
    private @Nullable Instant filledAt;

    private void refill(Kind kind, int count) {
      Instant now = clock.instant();
      boolean busy = filledAt != null && now.isBefore(filledAt.plus(BUSY));
      size = busy ? Math.min(LARGEST, size * 4) : SMALLEST;
      filledAt = now;
      int wanted = Math.max(size, count);
      next = store.advance(kind.rowName(), wanted);
      end = next + wanted;
    }
  }
}
