package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an administrator does to clients and what belongs to them in the console. */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleClientsST {
  private static final int WIDE = 1280;
  private static final int NARROW = 390;

  private Browser browser;

  @BeforeAll
  void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void aClientIsLeftAloneThatIsAsItShouldBe(Farm farm) {
    try (JobsScreen clients = open(farm, "/clients")) {
      clients.page().waitForSelector(".rows.clients .name a");
      clients.selectPage();
      clients.page().click(".toolbar button[value=enable]");
      clients.page().waitForSelector("#message:has-text('left alone: already enabled')");
    }
  }

  @Test
  void aDisabledClientTellsByWhomAndWhy(Farm farm) {
    try (JobsScreen clients = open(farm, "/clients")) {
      Page page = clients.page();
      page.waitForSelector(".rows.clients .name a");
      clients.selectPage();
      clients.press("Disable when idle");
      page.fill("#ask-text", "fan <b>broken</b>");
      page.fill("#ask-by", "Mika");
      Browser.screenshot(page, "client-disable-question");
      clients.agree();
      page.waitForSelector(".reason:has-text('disabled by Mika')");
      page.waitForSelector(".reason:has-text('fan <b>broken</b>')");
      page.click(".rows.clients .name a");
      page.waitForSelector("#client .notice:has-text('disabled by Mika')");
      Browser.screenshot(page, "client-disabled-wide-light");
      clients.press("Disable now");
      page.fill("#ask-text", "");
      clients.agree();
      page.waitForSelector("#message:has-text('left alone: already disabled')");
    } finally {
      try (JobsScreen clients = open(farm, "/clients")) {
        clients.selectPage();
        clients.press("Enable");
        assertEquals("1 enabled", clients.message());
      }
    }
  }

  @Test
  void rulesOfAClientAreEdited(Farm farm) {
    try (JobsScreen clients = open(farm, "/clients")) {
      Page page = clients.page();
      page.click(".rows.clients .name a");
      page.selectOption("#kind0", "time");
      page.check("[name=anytime0]");
      page.click("#rules button[type=submit]");
      page.waitForSelector("#message:has-text('Saved')");
      page.waitForSelector("#client .facts:has-text('1 rule')");
      page.selectOption("#kind0", "");
      page.click("#rules button[type=submit]");
      page.waitForSelector("#client .facts:has-text('always')");
    }
  }

  @Test
  void aResourceIsCreatedAndDeleted(Farm farm) {
    try (JobsScreen screen = open(farm, "/resources/view")) {
      Page page = screen.page();
      page.fill("#r-name", "console <b>licence</b>");
      page.fill("#r-max", "3");
      page.click("button[value=create]");
      page.waitForSelector("td.name:has-text('console <b>licence</b>')");
      page.locator("tr:has-text('console <b>licence') button[value=delete]").click();
      screen.agree();
      page.waitForSelector("td.name:has-text('console <b>')", gone());
    }
  }

  @Test
  void everyPageHasItsPicture(Farm farm) {
    for (String path :
        new String[] {"clients", "groups", "resources/view", "notes", "farm", "errors"}) {
      for (int width : new int[] {WIDE, NARROW}) {
        Page page = browser.open(farm.url() + "/" + path, width, width == NARROW);
        page.waitForSelector("h1");
        int needed = ((Number) page.evaluate("document.body.scrollWidth")).intValue();
        Browser.screenshot(
            page, path.replace('/', '-') + (width == WIDE ? "-wide-light" : "-narrow-dark"));
        page.context().close();
        assertTrue(needed <= width, path + " needs " + needed + " of " + width + " pixels");
      }
    }
  }

  private static Page.WaitForSelectorOptions gone() {
    return new Page.WaitForSelectorOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED);
  }

  private JobsScreen open(Farm farm, String path) {
    return new JobsScreen(browser.open(farm.url() + path, WIDE, false));
  }
}
