package org.hqueue.system;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** The console in a real browser: what it shows changes by itself. */
class ConsoleST extends BrowserTest {
  /** A mark on the document that a reload would take away. */
  private static final String MARK = "document.documentElement.dataset.mark = 'kept'";

  private static final String MARKED = "html[data-mark=kept] ";

  @TempDir Path folder;

  @Test
  void theJobPageChangesToSucceededWithoutAReload(Farm farm)
      throws IOException, InterruptedException {
    String job = submitWaitingJob(farm, "job-page");
    Page page = browser.open(farm.url() + "/jobs/view/" + job);
    watch(page, "job", "#job .state .status");
  }

  @Test
  void theListOfJobsChangesToSucceededWithoutAReload(Farm farm)
      throws IOException, InterruptedException {
    String job = submitWaitingJob(farm, "list-page");
    Page page = browser.open(farm.url() + "/jobs");
    watch(page, "jobs", "#job-" + job + " .status");
  }

  @Test
  void theFrontPageIsTheList(Farm farm) throws IOException, InterruptedException {
    String job = Python.run("submit.py", farm.url(), "front-page", "true").strip();
    Page page = browser.open(farm.url() + "/");
    page.waitForSelector("#job-" + job);
  }

  /** Submits a job that runs until the file {@code go-on} appears. */
  private String submitWaitingJob(Farm farm, String name) throws IOException, InterruptedException {
    Path goOn = folder.resolve("go-on");
    Files.deleteIfExists(goOn);
    String command = "until test -e '" + goOn + "'; do sleep 0.1; done; echo went on";
    return Python.run("submit.py", farm.url(), name, command).strip();
  }

  private void watch(Page page, String picture, String status) throws IOException {
    try {
      page.waitForSelector(status + ":has-text('running')");
      page.evaluate(MARK);
      Files.createFile(folder.resolve("go-on"));
      page.waitForSelector(MARKED + status + ":has-text('succeeded')");
      Browser.screenshot(page, picture);
    } catch (RuntimeException e) {
      Browser.screenshot(page, picture + "-failed");
      throw new AssertionFailedError("the page shows: " + page.innerText("body"), e);
    } finally {
      page.context().close();
    }
  }
}
