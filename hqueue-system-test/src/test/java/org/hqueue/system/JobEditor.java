package org.hqueue.system;

import com.microsoft.playwright.Page;

/** The window of the console that edits jobs, as a viewer works with it. For one thread. */
final class JobEditor {
  private final Page page;

  private JobEditor(Page page) {
    this.page = page;
  }

  /** Opens it by the first button on a page that does. */
  static JobEditor open(Page page) {
    page.locator("[data-edit]").first().click();
    page.waitForSelector("#edit[open]");
    return new JobEditor(page);
  }

  String title() {
    return page.innerText("#edit-title");
  }

  /** What a field shows, by the property's name. */
  String shown(String property) {
    return page.inputValue("#edit [data-key=" + property + "]");
  }

  void fill(String property, String value) {
    page.fill("#edit [data-key=" + property + "]", value);
  }

  /** The properties without a field of their own, as JSON. */
  String more() {
    return page.inputValue("#e-more");
  }

  /** Writes these. */
  void fillMore(String json) {
    page.fill("#e-more", json);
  }

  /** For which jobs it holds: job, unfinished, failed or all. */
  void choose(String scope) {
    page.selectOption("#e-scope", scope);
  }

  void save() {
    page.click("#edit-form button[type=submit]");
  }

  /** Returns once it says so. */
  void awaitVerdict(String text) {
    page.waitForSelector("#edit-verdict:has-text('" + text + "')");
  }
}
