package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What an administrator does to clients and what belongs to them in the console. */
class ConsoleClientsST extends BrowserTest {
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
      screen.createResource("console <b>licence</b>", 3);
      screen.delete("tr:has(td.name:has-text('console <b>licence'))");
    }
  }
}
