package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2AtOnceTest extends AtOnceContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
