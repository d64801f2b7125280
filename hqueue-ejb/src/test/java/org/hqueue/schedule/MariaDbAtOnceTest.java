package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbAtOnceTest extends AtOnceContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
