package org.hqueue.folder;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2FolderTest extends FolderContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
