package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.hqueue.database.Database;
import org.hqueue.silence.SilenceService;
import org.hqueue.testfarm.TableDump;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A deadlock in any statement, or in the commit, of any call that changes something: the call is
 * repeated by itself, and leaves in all tables what it leaves without one, nothing twice and
 * nothing missing. Each call of {@link StateChanges} is made anew for each place where it may be
 * met.
 */
abstract class DeadlockContract extends FarmFixture {

  /** A statement and the commit; fewer means that nothing was forced. */
  private static final int FEWEST_PLACES = 2;

  /** Says of each statement that fails why it does. */
  private static final Logger ENTITIES = Logger.getLogger("org.eclipse.persistence");

  private static final int MOST_PLACES = 300;

  @TestFactory
  Stream<DynamicTest> aCallThatMeetsADeadlockIsRepeatedByItselfAndDoesNothingTwice() {
    return calls(List.copyOf(new StateChanges(this).all().keySet())).stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> isTheSameWithDeadlocks(name)));
  }

  /** Those of all calls that are tried. */
  List<String> calls(List<String> all) {
    return all;
  }

  private void isTheSameWithDeadlocks(String name) {
    close();
    ENTITIES.setLevel(Level.SEVERE);
    assemble();
    farm.run(() -> farm.get(SilenceService.class).run(true));
    Supplier<Runnable> prepared = Objects.requireNonNull(new StateChanges(this).all().get(name));
    // What is made known once for all, such as the ids at hand, is so then.
    newHost();
    prepared.get().run();
    List<String> without = changesOf(prepared);
    int place = 1;
    while (met(prepared, place, without)) {
      place++;
      assertTrue(place < MOST_PLACES, "the call does not end");
    }
    assertTrue(place > FEWEST_PLACES, "deadlocks met: " + (place - 1));
  }

  private boolean met(Supplier<Runnable> prepared, int place, List<String> without) {
    boolean[] met = new boolean[1];
    List<String> changes =
        changesOf(
            () -> {
              Runnable call = prepared.get();
              return () -> met[0] = farm.meetsDeadlock(place, call);
            });
    assertEquals(
        String.join("\n", without), String.join("\n", changes), "with a deadlock at " + place);
    return met[0];
  }

  private List<String> changesOf(Supplier<Runnable> prepared) {
    newHost();
    Runnable call = prepared.get();
    TableDump before = TableDump.of(farm);
    call.run();
    List<String> changes = TableDump.of(farm).since(before);
    leaveNothingThatWaits();
    return changes;
  }

  /** What waits costs each pass that follows a statement. */
  private void leaveNothingThatWaits() {
    List<Integer> ids =
        farm.get(Database.class).query("select id from job", row -> row.integer("id"));
    farm.run(() -> actions.cancel(ids));
    farm.run(() -> actions.delete(ids));
  }
}
