package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * All pages of the console: how they look, whether everybody can use them, and those of the farm.
 */
class ConsolePagesST extends BrowserTest {
  private String job = "";

  /** What runs for long would keep the client from other tests' jobs. */
  @AfterAll
  void leaveNothingRunning(Farm farm) throws IOException, InterruptedException {
    Python.run("cancel_by.py", farm.url(), "bob");
  }

  @Test
  void everyPageFitsHasItsPictureAndCanBeUsedByEverybody(Farm farm)
      throws IOException, InterruptedException {
    String shown = prepared(farm);
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, String> one : pages(shown).entrySet()) {
      for (int width : new int[] {WIDE, NARROW}) {
        for (boolean dark : new boolean[] {false, true}) {
          Page page = browser.open(farm.url() + one.getValue(), width, dark);
          page.onRequest(request -> elsewhere(request.url(), farm).ifPresent(wrong::add));
          page.onPageError(error -> wrong.add(one.getKey() + ": a script failed: " + error));
          page.reload();
          page.waitForSelector("h1");
          String view =
              one.getKey() + (width == WIDE ? "-wide" : "-narrow") + (dark ? "-dark" : "-light");
          int needed = ((Number) page.evaluate("document.body.scrollWidth")).intValue();
          if (needed > width) {
            wrong.add(view + ": needs " + needed + " of " + width + " pixels");
          }
          Accessibility.findings(page).forEach(line -> wrong.add(view + ": " + line));
          Browser.screenshot(page, view);
          page.context().close();
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyPageIsJapanese(Farm farm) throws IOException, InterruptedException {
    String shown = prepared(farm);
    List<String> wrong = new ArrayList<>();
    for (int width : new int[] {WIDE, NARROW}) {
      Page page = browser.open(farm.url() + "/jobs", width, false);
      page.selectOption("#language", "ja");
      page.waitForSelector("html[lang=ja] h1");
      for (Map.Entry<String, String> one : pages(shown).entrySet()) {
        page.navigate(farm.url() + one.getValue());
        page.waitForSelector("html[lang=ja] h1");
        String view = one.getKey() + (width == WIDE ? "-wide" : "-narrow") + "-ja";
        int needed = ((Number) page.evaluate("document.body.scrollWidth")).intValue();
        if (needed > width) {
          wrong.add(view + ": needs " + needed + " of " + width + " pixels");
        }
        Browser.screenshot(page, view);
      }
      page.context().close();
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatTheServerSaysIsJapaneseToo(Farm farm) throws IOException, InterruptedException {
    int root = Integer.parseInt(prepared(farm));
    try (JobsScreen screen = open(farm, "/jobs/view/" + (root + 2))) {
      Page page = screen.page();
      page.selectOption("#language", "ja");
      page.waitForSelector("#job .failure:text-is('終了コード 3')");
      page.waitForSelector("#job .facts div:has(dt:text-is('時間')) dd:text-matches('^[0-9]+ 秒$')");
      page.click("#graph summary");
      page.waitForSelector(
          "#graph a.self title:has-text('失敗')",
          new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
      page.waitForSelector("#details .log:has-text('状態を「失敗」に変更: 終了コード 3')");
      page.navigate(farm.url() + "/jobs/view/" + (root + 3));
      page.waitForSelector("#job .notice:has-text('nowhere という名前のクライアントがありません')");
      page.navigate(farm.url() + "/failures");
      page.waitForSelector("#failure-" + (root + 2) + " .reason:text-is('終了コード 3')");
      page.navigate(farm.url() + "/submit");
      page.fill("#json", "{\"name\": \"x\", \"cpus\": \"two\"}");
      page.waitForSelector("#verdict.problem:has-text('cpus: 整数が必要ですが、\"two\" でした')");
    }
  }

  @Test
  void aJobWithNothingButChildrenIsStartedWithTheFirstOfThem(Farm farm)
      throws IOException, InterruptedException {
    try (JobsScreen screen = open(farm, "/jobs/view/" + prepared(farm))) {
      screen.page().waitForSelector("#job .facts div:has(dt:text-is('Started')) time");
      screen.page().waitForSelector("#job .facts div:has(dt:text-is('Time')) dd");
    }
  }

  /** The id of a job with children, on a farm where each page has something to show. */
  private String prepared(Farm farm) throws IOException, InterruptedException {
    if (job.isEmpty()) {
      job = Python.run("console_pages.py", farm.url()).strip();
    }
    return job;
  }

  /** What a page loads that is not this server's, in words. */
  private static Optional<String> elsewhere(String url, Farm farm) {
    return url.startsWith(farm.url()) || url.startsWith(farm.url().replace("http", "ws"))
        ? Optional.empty()
        : Optional.of("loaded from elsewhere: " + url);
  }

  private static Map<String, String> pages(String job) {
    Map<String, String> pages = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "jobs",
          "running",
          "failures",
          "clients",
          "groups",
          "folders",
          "notes",
          "submit",
          "farm",
          "errors",
          "settings",
          "help"
        }) {
      pages.put(name, "/" + name);
    }
    pages.put("resources", "/resources/view");
    pages.put("job", "/jobs/view/" + job);
    pages.put("client", "/clients/view/1");
    pages.put("help-api", "/help/api");
    pages.put("help-compatibility", "/help/compatibility");
    pages.put("missing", "/jobs/view/999999999");
    pages.put("nowhere", "/no/such/page");
    return pages;
  }

  @Test
  void theCheckFindsWhatKeepsPeopleOut(Farm farm) {
    Page page = browser.open(farm.url() + "/help");
    page.evaluate("document.querySelector('main').append(document.createElement('button'))");
    List<String> findings = Accessibility.findings(page);
    page.context().close();
    assertEquals(1, findings.size(), findings::toString);
    assertTrue(findings.get(0).startsWith("button-name"), findings::toString);
  }

  @Test
  void settingsTellWhereTheyComeFrom(Farm farm) {
    try (JobsScreen screen = open(farm, "/settings")) {
      String port = screen.page().innerText("tr:has-text('hqserver.port')");
      assertTrue(port.contains("command line"), port);
      String password = screen.page().innerText("tr:has-text('hqserver.databasePassword')");
      assertTrue(password.contains("nothing"), password);
    }
  }

  @Test
  void aFolderIsAddedChangedAndRemoved(Farm farm) {
    try (JobsScreen screen = open(farm, "/folders")) {
      Page page = screen.page();
      page.waitForSelector("#folder-1:has-text('HQROOT')");
      page.fill("#f-variable", "SHOW S");
      page.evaluate("document.querySelector('#f-variable').removeAttribute('pattern')");
      page.click("button[value=create]");
      page.waitForSelector("#message.problem:has-text('folder.variable')");
      page.fill("#f-variable", "CONSOLE_SHOWS");
      page.fill("#f-linux", "/mnt/<b>shows</b>");
      page.click("button[value=create]");
      String added = ".thing:has(h2:has-text('CONSOLE_SHOWS'))";
      page.waitForSelector(added + " dd:has-text('/mnt/<b>shows</b>')");
      page.click(added + " summary");
      page.fill(added + " input[name=macosx]", "/Volumes/shows");
      page.click(added + " button[value=change]");
      page.waitForSelector(added + " dd:has-text('/Volumes/shows')");
      page.click(added + " button[value=delete]");
      assertTrue(screen.question().contains("CONSOLE_SHOWS"));
      screen.agree();
      screen.awaitGone(added);
    }
  }

  @Test
  void helpHasTheServersOwnAddress(Farm farm) {
    try (JobsScreen screen = open(farm, "/help")) {
      Page page = screen.page();
      assertTrue(page.innerText("#run").endsWith("--server " + farm.url()));
      assertTrue(page.innerText("#python").contains("ServerProxy(\"" + farm.url() + "\")"));
      page.click("a[href$='/help/api']");
      page.waitForSelector("h1:has-text('XML-RPC API')");
    }
  }

  @Test
  void aNoteIsOnScreenAtOnceAndInTheFeed(Farm farm) throws IOException, InterruptedException {
    try (JobsScreen screen = open(farm, "/notes")) {
      screen
          .page()
          .waitForSelector(
              "link[type$='atom+xml']",
              new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
      Python.run("add_note.py", farm.url(), "<b>told</b> by another");
      screen.page().waitForSelector("#notes .text:has-text('<b>told</b> by another')");
    }
    String feed = get(farm.url() + "/notes/feed");
    assertTrue(feed.contains("&lt;b&gt;told&lt;/b&gt; by another"), feed);
    assertFalse(feed.contains("<b>told"), feed);
    assertTrue(feed.contains("<id>" + farm.url() + "/notes#note-"), feed);
  }

  @Test
  void theFarmTellsWhatWaitsForWhatAndHowItWas(Farm farm) throws IOException, InterruptedException {
    Python.run(
        "submit_json.py", farm.url(), "{\"name\": \"large\", \"command\": \"true\", \"cpus\": 77}");
    try (JobsScreen screen = open(farm, "/farm?span=day")) {
      Page page = screen.page();
      page.waitForSelector("#farm td:has-text('needs 77 CPUs, the largest client has 4')");
      assertEquals(4, page.locator(".plot svg[role=img][aria-label]").count());
      page.click("#numbers summary");
      page.waitForSelector(
          "#numbers th[scope=row] time", new Page.WaitForSelectorOptions().setTimeout(90_000));
      assertTrue(page.locator(".plot path[d^=M]").count() > 0, "something is drawn");
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
