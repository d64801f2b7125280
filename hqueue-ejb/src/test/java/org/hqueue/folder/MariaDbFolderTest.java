package org.hqueue.folder;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbFolderTest extends FolderContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
