package org.hqueue.trouble;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbTroubleTest extends TroubleContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
