package org.hqueue.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;

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

  /** Returns once nothing of it is in the page any more. */
  void awaitGone(String selector) {
    page.waitForSelector(
        selector, new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
  }

  /** Looks for a text in the job's output; returns once it is said which hit is shown. */
  void findInOutput(String text, String hits) {
    page.fill("#find-text", text);
    page.press("#find-text", "Enter");
    page.waitForSelector("#find-hits:has-text('" + hits + "')");
  }

  /** Creates a resource, and returns once the list has it. */
  void createResource(String name, int maximum) {
    page.fill("#r-name", name);
    page.fill("#r-max", Integer.toString(maximum));
    page.click("button[value=create]");
    page.waitForSelector("td.name:has-text('" + name + "')");
  }

  /** Says yes to the question of a button that deletes something, and returns once that is gone. */
  void delete(String selector) {
    page.click(selector + " button[value=delete]");
    agree();
    awaitGone(selector);
  }

  /** Saves the list under a name, which the saved views then have. */
  void saveView(String name) {
    page.click("button[data-save]");
    page.fill("#ask-text", name);
    page.press("#ask-text", "Enter");
  }

  @Override
  public void close() {
    page.context().close();
  }
}
