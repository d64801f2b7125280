package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbCallbackTest extends CallbackContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
