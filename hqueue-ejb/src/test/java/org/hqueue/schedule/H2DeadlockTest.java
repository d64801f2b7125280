package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2DeadlockTest extends DeadlockContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
