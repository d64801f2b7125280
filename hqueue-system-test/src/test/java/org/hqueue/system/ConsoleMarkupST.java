package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever people write is shown as they wrote it, on every page: names of jobs, notes, output,
 * names of machines. On a farm of its own, with a client that calls itself so.
 */
@ExtendWith(LogsOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleMarkupST {

  /** Seen as an element wherever it is taken for markup; fits every limit of length. */
  private static final String TEXT = "<img src=x class=evil onerror='window.evil=1'><b>&amp;";

  private static final String FOUND =
      "() => document.querySelectorAll('.evil, [onerror]').length + (window.evil || 0)";

  private Farm farm;
  private Browser browser;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    farm = Farm.start(SharedFarm.folder("markup"), Map.of());
    farm.startAgent("runs", 2);
    browser = new Browser();
  }

  @AfterAll
  void end() {
    browser.close();
    farm.close();
  }

  @Test
  void noPageTakesTextForMarkup() throws IOException, InterruptedException {
    String[] ids = Python.run("console_markup.py", farm.url(), TEXT, "mark").strip().split(" ", -1);
    List<String> wrong = new ArrayList<>();
    for (String path :
        new String[] {
          "/jobs?all=1",
          "/jobs?all=1&name=%3Cimg+src%3Dx+class%3Devil%3E&by=%3Cb+class%3Devil%3E&client=%3Cb%3E",
          "/jobs/view/" + ids[0],
          "/jobs/view/" + ids[1],
          "/jobs/view/" + ids[0] + "?find=%3Cimg%20src%3Dx%20class%3Devil%3E",
          "/failures",
          "/running",
          "/clients",
          "/clients?q=%3Cimg%20src%3Dx%20class%3Devil%3E",
          "/clients/view/" + ids[2],
          "/groups",
          "/resources/view",
          "/folders",
          "/notes",
          "/farm",
          "/errors",
          "/settings",
          "/submit?copy=" + ids[1],
          "/submit?copy=%3Cimg%20src%3Dx%20class%3Devil%3E",
          "/help",
          "/help/compatibility",
          "/jobs/view/%3Cimg%20src=x%20class=evil%3E"
        }) {
      Page page = browser.open(farm.url() + path);
      page.waitForSelector("h1");
      page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
      page.waitForLoadState(LoadState.NETWORKIDLE);
      if (!"0".equals(String.valueOf(page.evaluate(FOUND)))) {
        wrong.add(path);
      }
      page.context().close();
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatScriptsShowIsTextToo() throws IOException, InterruptedException {
    String[] ids =
        Python.run("console_markup.py", farm.url(), TEXT + "2", "mark").strip().split(" ", -1);
    try (JobsScreen screen =
        new JobsScreen(browser.open(farm.url() + "/jobs?by=mark", BrowserTest.WIDE, false))) {
      Page page = screen.page();
      screen.selectPage();
      screen.press("Cancel");
      page.waitForSelector("#ask[open]:has-text('<img src=x')");
      page.click("#ask button[value=no]");
      JobEditor.open(page);
      page.click("[data-close]");
      screen.saveView(TEXT);
      page.waitForSelector(".saved a:has-text('<img src=x')");
      assertEquals("0", String.valueOf(page.evaluate(FOUND)));
    }
    try (JobsScreen screen =
        new JobsScreen(
            browser.open(farm.url() + "/jobs/view/" + ids[0], BrowserTest.WIDE, false))) {
      Page page = screen.page();
      page.waitForSelector("#output:has-text('<img src=x')");
      screen.findInOutput("<img", "1 of");
      page.click("#graph summary");
      page.waitForSelector("#graph text:has-text('<img')");
      page.click("#permitted summary");
      page.waitForSelector("#permitted-clients li:has-text('<img src=x')");
      assertEquals("0", String.valueOf(page.evaluate(FOUND)));
      Browser.screenshot(page, "markup-job");
    }
  }
}
