package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2CallbackTest extends CallbackContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
