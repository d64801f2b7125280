package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hqueue.config.Settings;
import org.hqueue.database.Database;
import org.hqueue.job.DueJobsService;
import org.hqueue.silence.SilenceService;
import org.hqueue.testfarm.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random jobs, users, ends, crashes and silences on the real services: after each step the
 * invariants of {@link ModelInvariants} hold, and once all is well every job ends. {@code
 * -Dhqueue.model.seed=N} repeats one run; {@code -Dhqueue.model.minutes=N} goes on for so long with
 * seeds from {@code -Dhqueue.model.from=N}.
 */
class ModelCheckTest extends FarmFixture {

  private static final int SEEDS = 4;
  private static final int STEPS = 120;
  private static final int MOST_ROUNDS = 400;
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final int TICKS_BETWEEN_BEATS = 6;

  private final List<String> told = new ArrayList<>();
  private final List<ModelAgent> agents = new ArrayList<>();
  private Random lot = new Random();
  private ModelActions users;
  private ModelInvariants invariants;

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }

  /** Each run has a farm of its own. */
  @Override
  @BeforeAll
  void assemble() {}

  @Override
  @AfterAll
  void close() {}

  @Override
  @BeforeEach
  void newHost() {}

  @Test
  void whateverHappensTheInvariantsHoldAndEveryJobEnds() {
    Long asked = Long.getLong("hqueue.model.seed");
    if (asked != null) {
      run(asked);
      return;
    }
    for (long seed = 1; seed <= SEEDS; seed++) {
      run(seed);
    }
    long end =
        System.nanoTime() + Duration.ofMinutes(Long.getLong("hqueue.model.minutes", 0)).toNanos();
    for (long seed = Long.getLong("hqueue.model.from", 1_000); System.nanoTime() < end; seed++) {
      run(seed);
    }
  }

  void run(long seed) {
    told.clear();
    super.assemble();
    try {
      begin(seed);
      for (int step = 0; step < STEPS; step++) {
        step();
        invariants.check(agents);
      }
      hearWhyJobsWait();
      everyJobEnds();
    } catch (RuntimeException | AssertionError e) {
      List<String> last = new ArrayList<>(told.subList(Math.max(0, told.size() - 40), told.size()));
      last.addAll(invariants.history());
      throw new AssertionError(
          "seed %d (-Dhqueue.model.seed=%d): %s%nafter%n%s"
              .formatted(seed, seed, e.getMessage(), String.join(System.lineSeparator(), last)),
          e);
    } finally {
      super.close();
    }
  }

  private void begin(long seed) {
    lot = new Random(seed);
    agents.clear();
    for (int host = 0; host < 3; host++) {
      agents.add(new ModelAgent("host" + host, "", 3 + host, 1, lot));
      agents.add(new ModelAgent("host" + host, "other", 3, host, lot));
    }
    users = new ModelActions(farm, lot);
    invariants = new ModelInvariants(farm.get(Database.class));
    farm.run(() -> farm.get(SilenceService.class).run(true));
    agents.forEach(this::report);
  }

  private void step() {
    int what = lot.nextInt(20);
    if (what < 7) {
      told.add(users.act());
    } else if (what < 17) {
      ModelAgent agent = agents.get(lot.nextInt(agents.size()));
      if (lot.nextInt(4) > 0) {
        agent.somethingEnds();
      }
      report(agent);
    } else if (what == 17) {
      trouble();
    } else {
      pass(lot.nextInt(8) == 0 ? Duration.ofMinutes(50) : Duration.ofMinutes(lot.nextInt(4)));
    }
  }

  private void trouble() {
    int one = lot.nextInt(agents.size());
    ModelAgent agent = agents.get(one);
    if (lot.nextBoolean()) {
      agent.silence(!agent.isSilent());
      told.add("agent %d silent: %s".formatted(one, agent.isSilent()));
    } else {
      agent.restart();
      told.add("agent %d restarts".formatted(one));
    }
    report(agent);
  }

  /** It tells what it holds, and does what it is told, as often as something comes of it. */
  private void report(ModelAgent agent) {
    if (!agent.isSilent()) {
      told.add("agent %d reports".formatted(agents.indexOf(agent)));
      agent.obey(answer(agent.report()), false);
      agent.obey(answer(agent.report()), false);
    }
  }

  private void pass(Duration time) {
    told.add("time passes: " + time);
    long ticks = time.toSeconds() / TICK.toSeconds();
    for (long tick = 0; tick < ticks; tick++) {
      farm.clock().advance(TICK);
      farm.run(() -> farm.get(SilenceService.class).run(false));
      farm.run(() -> farm.get(DueJobsService.class).run());
      if (tick % TICKS_BETWEEN_BEATS == 0) {
        agents.forEach(this::report);
      }
    }
  }

  /** All agents are heard, nothing is paused, there is enough of everything, and all ends well. */
  private void everyJobEnds() {
    told.add("all is well");
    agents.forEach(agent -> agent.silence(false));
    users.letEverythingRun();
    for (int round = 0; round < MOST_ROUNDS && !unfinished().isEmpty(); round++) {
      farm.clock().advance(TICK);
      farm.run(() -> farm.get(SilenceService.class).run(false));
      farm.run(() -> farm.get(DueJobsService.class).run());
      for (ModelAgent agent : agents) {
        agent.everythingEndsWell();
        agent.obey(answer(agent.report()), true);
      }
      invariants.check(agents);
    }
    assertTrue(unfinished().isEmpty(), "these never end: " + unfinished());
  }

  private List<String> unfinished() {
    List<Integer> ids =
        farm.get(Database.class)
            .query(
                "select id from job where status not in ('SUCCEEDED', 'FAILED', 'CANCELLED')",
                row -> row.integer("id"));
    List<String> words = new ArrayList<>();
    farm.call(() -> farm.get(WaitingService.class).explained(jobs(ids)))
        .forEach(view -> words.add(view.id() + " " + view.status() + " " + view.waitingFor()));
    return words;
  }
}
