package org.hqueue.system;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests with a browser of their own, on the farm that all such tests share. */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
  /** Pixels of a screen on a desk. */
  static final int WIDE = 1280;

  /** Pixels of a telephone. */
  static final int NARROW = 390;

  Browser browser;

  @BeforeAll
  void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  /** The specification of a job that no client takes. */
  static String waiting(String name) {
    return "{\"name\": \"%s\", \"command\": \"true\", \"host\": \"nowhere\"}".formatted(name);
  }

  /** The specification of a job that runs until there is a file. */
  static String runningUntil(Path file, String name) {
    return "{\"name\": \"%s\", \"command\": \"until test -e '%s'; do sleep 0.1; done\"}"
        .formatted(name, file);
  }

  /** Opens a page of the farm on a wide screen. */
  JobsScreen open(Farm farm, String path) {
    return new JobsScreen(browser.open(farm.url() + path, WIDE, false));
  }
}
