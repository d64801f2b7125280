package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbSubmissionTest extends SubmissionContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
