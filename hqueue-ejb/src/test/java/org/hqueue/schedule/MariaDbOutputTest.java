package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbOutputTest extends OutputContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
