package org.hqueue.schedule;

import java.util.List;
import java.util.stream.IntStream;
import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

/** Each call needs a database of its own, so only {@code bin/verify --full} makes all of them. */
class MariaDbDeadlockTest extends DeadlockContract {

  private static final int EVERY = 7;

  @Override
  List<String> calls(List<String> all) {
    int step = Boolean.getBoolean("hqueue.full") ? 1 : EVERY;
    return IntStream.range(0, all.size())
        .filter(place -> place % step == 0)
        .mapToObj(all::get)
        .toList();
  }

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
