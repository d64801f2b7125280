package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2ExpiryTest extends ExpiryContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
