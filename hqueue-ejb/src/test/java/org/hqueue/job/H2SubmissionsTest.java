package org.hqueue.job;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2SubmissionsTest extends SubmissionsContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
