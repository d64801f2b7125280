package org.hqueue.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** A page of the console that has a table of jobs, as a viewer works with it. For one thread. */
final class JobsScreen implements AutoCloseable {
  private final Page page;

  JobsScreen(Page page) {
    this.page = page;
  }

  Page page() {
    return page;
  }

  /** Ticks every row of the page. */
  void selectPage() {
    page.check("[data-select-page]");
  }

  /** Goes on from the page's rows to all that match; tells what is said of the selection then. */
  String selectAllThatMatch() {
    page.click("[data-select-match]");
    return page.innerText("[data-selected]");
  }

  /** Presses a button of the toolbar over the table. */
  void press(String text) {
    page.locator(".toolbar button")
        .getByText(text, new Locator.GetByTextOptions().setExact(true))
        .last()
        .click();
  }

  /** What the question asks that is open now. */
  String question() {
    return page.innerText("#ask[open]");
  }

  /** Answers it with yes. */
  void agree() {
    page.click("#ask-yes");
  }

  /** What came of the last action. */
  String message() {
    page.waitForSelector("#message.shown");
    return page.innerText("#message");
  }

  /** Returns once a job is shown with a status. */
  void awaitStatus(String jobId, String status) {
    page.waitForSelector("#job-" + jobId + " .status:has-text('" + status + "')");
  }

  @Override
  public void close() {
    page.context().close();
  }
}
