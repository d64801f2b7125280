package org.hqueue.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls can be answered: the schema is migrated, and the database answers. {@link
 * DatabaseWatch} keeps asking it; as soon as that failed, or is late while no other statement is
 * answered either, calls are refused at once rather than hang. For many threads.
 */
@ApplicationScoped
public class Readiness {

  /** As many looks in a row must find the database silent before calls are refused. */
  static final int SILENT_LOOKS = 5;

  /** The same once it is away: a new connection may take as long as its own limit allows. */
  static final int SILENT_LOOKS_WHILE_AWAY = 25;

  private static final Logger LOG = Logger.getLogger(Readiness.class.getName());

  /** Statements that the database has answered. */
  private final LongAdder answers = new LongAdder();

  private volatile boolean migrated;
  private volatile boolean isAway;

  // Of the question that is out; for the one thread that looks, and the one that asks.
  private volatile boolean isAsked;
  private int silentLooks;
  private long answersThen;

  /** Whether calls can be answered. */
  public boolean isReady() {
    return migrated && !isAway;
  }

  /** Whether the schema is not known to be up to date yet. */
  public boolean isStarting() {
    return !migrated;
  }

  /** Why calls cannot be answered at the moment; null when they can. */
  public @Nullable String obstacle() {
    if (!migrated) {
      return "the server is starting";
    }
    return isAway ? "the database does not answer" : null;
  }

  void becomeReady() {
    migrated = true;
  }

  /** Whether the database is known not to answer: a statement would only hang. */
  boolean isDatabaseAway() {
    return isAway;
  }

  /** The database has answered a statement of anybody's. */
  void answered() {
    answers.increment();
  }

  /** The database is being asked. */
  void asked() {
    isAsked = true;
  }

  /** It was asked, and has answered or failed. */
  void heard(@Nullable Exception failure) {
    isAsked = false;
    boolean wasAway = isAway;
    isAway = failure != null;
    if (failure != null && !wasAway) {
      LOG.log(
          Level.WARNING,
          "the database does not answer, calls are refused: {0}",
          failure.toString());
    } else if (failure == null && wasAway) {
      LOG.info("the database answers again");
    }
    if (failure == null) {
      answered();
    }
  }

  /**
   * Looks whether the question is out and everything has been silent since the last look. Looks are
   * counted, not milliseconds: a process that was halted for a while does not blame the database.
   *
   * @return whether nothing has come for too long, so that nothing will
   */
  boolean look() {
    long answersNow = answers.sum();
    boolean isSilent = isAsked && answersNow == answersThen;
    answersThen = answersNow;
    silentLooks = isSilent ? silentLooks + 1 : 0;
    if (silentLooks < (isAway ? SILENT_LOOKS_WHILE_AWAY : SILENT_LOOKS)) {
      return false;
    }
    silentLooks = 0;
    if (!isAway) {
      isAway = true;
      LOG.warning("the database stands still, calls are refused");
    }
    return true;
  }
}
