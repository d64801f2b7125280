package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrangler's night at the console: what is watched, held, released, noted, sorted and kept. */
class ConsoleWorkST extends BrowserTest {

  /** Keeps what the browser is asked to show beside the page. */
  private static final String NOTIFICATIONS =
      "window.told = []; window.Notification = class { constructor(title, options) {"
          + " window.told.push(options.body); } static get permission() { return 'granted'; }"
          + " static requestPermission() { return Promise.resolve('granted'); } }";

  @TempDir Path folder;

  @Test
  void aWatchedJobTellsOfItsEndOnAnotherPage(Farm farm) throws IOException, InterruptedException {
    Path goOn = folder.resolve("go-on");
    String id = farm.submit(runningUntil(goOn, "watch <b>me</b>")).get(0);
    Page page = browser.openWith(NOTIFICATIONS, farm.url() + "/jobs/view/" + id);
    page.click("[data-watch]");
    page.waitForSelector("[data-watch][aria-pressed=true]:has-text('You will be told')");
    page.navigate(farm.url() + "/settings");
    Files.createFile(goOn);
    page.waitForSelector("#message.shown:has-text('watch <b>me</b>: succeeded')");
    assertEquals("watch <b>me</b>: succeeded", page.evaluate("window.told.join()"));
    page.click("#message a");
    page.waitForSelector("h1:has-text('watch <b>me</b>')");
    page.waitForSelector("[data-watch]", hidden());
    page.context().close();
  }

  @Test
  void aJobThatEndedWhileNoPageWasOpenIsToldOfByTheNextOne(Farm farm)
      throws IOException, InterruptedException {
    String id = farm.submit(waiting("ends unseen")).get(0);
    Page page = browser.openWith(NOTIFICATIONS, farm.url() + "/jobs/view/" + id);
    page.click("[data-watch]");
    page.waitForSelector("[data-watch][aria-pressed=true]");
    page.click("[data-watch]");
    page.waitForSelector("[data-watch][aria-pressed=false]:has-text('Tell me')");
    page.click("[data-watch]");
    page.navigate("about:blank");
    try (JobsScreen jobs = open(farm, "/jobs/view/" + id)) {
      jobs.press("Cancel");
      jobs.agree();
      assertEquals("1 cancelled", jobs.message());
    }
    page.navigate(farm.url() + "/help");
    page.waitForSelector("#message.shown:has-text('ends unseen: cancelled')");
    page.context().close();
  }

  @Test
  void aHeldRootIsReleasedAndItsClientUnblocked(Farm farm)
      throws IOException, InterruptedException {
    String children =
        IntStream.range(0, 40)
            .mapToObj(
                i -> "{\"name\": \"fails\", \"command\": \"exit 1\", \"submittedBy\": \"held\"}")
            .collect(Collectors.joining(", ", "[", "]"));
    String id = farm.submit("{\"name\": \"runaway\", \"children\": " + children + "}").get(0);
    try (JobsScreen jobs = open(farm, "/jobs/view/" + id)) {
      Page page = jobs.page();
      page.waitForSelector("form.notice:has-text('too much of it failed in a row')");
      Browser.screenshot(page, "job-held-wide-light");
      page.navigate(farm.url() + "/jobs?by=held&all=1&status=runnable");
      page.waitForSelector("#jobs .name:has-text('fails')");
      page.navigate(farm.url() + "/jobs/view/" + id);
      page.click("form.notice button:has-text('Unblock')");
      assertTrue(jobs.question().contains("Let the root job use these clients again"));
      jobs.agree();
      page.waitForSelector("#message:has-text('The root may use all clients again')");
      jobs.awaitGone("form.notice button:has-text('Unblock')");
      page.click("form.notice button:has-text('Release')");
      assertTrue(jobs.question().contains("Start jobs of root " + id + " again?"));
      jobs.agree();
      page.waitForSelector("#message:has-text('jobs are started again')");
      jobs.awaitGone("form.notice:has-text('too much of it failed in a row')");
      page.waitForSelector("#job .status:has-text('failed')");
      page.waitForSelector("#job .facts:has-text('40/40 (40 failed)')");
    }
  }

  @Test
  void whatRunsIsEditedWhereItIsListed(Farm farm) throws IOException, InterruptedException {
    Path goOn = folder.resolve("edited");
    String id = farm.submit(runningUntil(goOn, "runs on")).get(0);
    try (JobsScreen jobs = open(farm, "/running")) {
      Page page = jobs.page();
      page.check("#run-" + id + " input[name=id]");
      JobEditor editor = JobEditor.open(page);
      assertEquals("Edit " + id + " runs on", editor.title());
      editor.fill("name", "runs <i>on</i>");
      editor.save();
      assertEquals("1 edited", jobs.message());
      page.waitForSelector("#run-" + id + " .name:has-text('runs <i>on</i>')");
      Files.createFile(goOn);
      jobs.awaitGone("#run-" + id);
    }
  }

  @Test
  void aNoteOnAJobsPageIsInTheListAtOnceAndItsThreadKnowsWhoWrites(Farm farm)
      throws IOException, InterruptedException {
    String id = farm.submit(waiting("noted")).get(0);
    try (JobsScreen notes = open(farm, "/notes")) {
      Page list = notes.page();
      list.waitForSelector("h1");
      list.evaluate("localStorage.setItem('hqueue-me', JSON.stringify('Mika'))");
      Page page = list.context().newPage();
      page.navigate(farm.url() + "/jobs/view/" + id);
      assertEquals("Mika", page.inputValue("#note-author"));
      page.fill("#note-text", "look at <b>this</b>");
      page.click("form[action$='/note'] button[type=submit]");
      page.waitForSelector("#notes .text:has-text('look at <b>this</b>')");
      String thread = ".thing:has(a:has-text('Job " + id + "'))";
      list.waitForSelector(thread + " .text:has-text('look at <b>this</b>')");
      assertEquals("Mika", list.inputValue(thread + " input[name=author]"));
      list.fill(thread + " input[name=text]", "seen");
      list.click(thread + " button[value=reply]");
      page.waitForSelector("#notes .text:has-text('seen')");
      list.locator(thread + " li:has-text('seen') button[value=delete]").click();
      notes.agree();
      notes.awaitGone(thread + " .text:has-text('seen')");
      list.click(thread + " button[value=deleteThread]");
      notes.agree();
      notes.awaitGone(thread);
      page.waitForSelector("#notes .hint:has-text('No notes')");
    }
  }

  @Test
  void jobsArePausedResumedAndGetAPriority(Farm farm) throws IOException, InterruptedException {
    String id = farm.submit(waiting("acted upon")).get(0);
    try (JobsScreen jobs = open(farm, "/jobs?name=acted+upon")) {
      Page page = jobs.page();
      jobs.selectPage();
      jobs.press("Pause");
      assertEquals("1 paused", jobs.message());
      jobs.awaitStatus(id, "paused");
      jobs.selectPage();
      jobs.press("Resume");
      page.waitForSelector("#message:has-text('1 resumed')");
      jobs.awaitStatus(id, "runnable");
      jobs.selectPage();
      page.fill("#list-priority", "77");
      jobs.press("Set priority");
      page.waitForSelector("#job-" + id + " td[data-label=Priority]:text-is('77')");
      jobs.selectPage();
      page.fill("#list-priority", "");
      page.press("#list-priority", "Enter");
      page.waitForSelector("#message.problem:has-text('Give the priority first')");
      page.fill("#list-priority", "78");
      page.press("#list-priority", "Enter");
      page.waitForSelector("#job-" + id + " td[data-label=Priority]:text-is('78')");
      jobs.selectPage();
      jobs.press("Hold");
      jobs.agree();
      page.waitForSelector("#message:has-text('held')");
      jobs.awaitStatus(id, "paused");
      jobs.selectPage();
      jobs.press("Delete");
      jobs.agree();
      page.waitForSelector("#message:has-text('1 left alone: not finished yet')");
      jobs.selectPage();
      jobs.press("Cancel");
      jobs.agree();
      page.waitForSelector("#message:has-text('1 cancelled')");
      jobs.selectPage();
      jobs.press("Delete");
      jobs.agree();
      page.waitForSelector("#jobs .empty:has-text('No job matches')");
    }
  }

  @Test
  void theListIsFilteredSortedAndKeptAsAView(Farm farm) throws IOException, InterruptedException {
    String first =
        farm.submit(waiting("view b").replace("{", "{\"submittedBy\": \"vera\", ")).get(0);
    String second =
        farm.submit(waiting("view a").replace("{", "{\"submittedBy\": \"vera\", ")).get(0);
    try (JobsScreen jobs = open(farm, "/jobs")) {
      Page page = jobs.page();
      page.fill("#name", "view");
      page.fill("#by", "vera");
      page.selectOption("#status", "runnable");
      page.click(".filter button[type=submit]");
      page.waitForURL("**/jobs?*name=view*");
      page.click("th a:has-text('Name')");
      page.waitForSelector("th[aria-sort=ascending]:has-text('Name')");
      assertEquals("job-" + second, page.getAttribute("#jobs tbody tr >> nth=0", "id"));
      page.click("th a:has-text('Name')");
      page.waitForSelector("th[aria-sort=descending]:has-text('Name')");
      assertEquals("job-" + first, page.getAttribute("#jobs tbody tr >> nth=0", "id"));
      String kept = page.url();
      jobs.saveView("vera's");
      page.navigate(farm.url() + "/jobs");
      page.click(".saved a:has-text(\"vera's\")");
      page.waitForSelector("#job-" + first);
      assertEquals(kept, page.url());
      page.click("button[data-mine]");
      page.fill("#ask-text", "vera");
      jobs.agree();
      page.waitForURL("**/jobs?by=vera");
      page.waitForSelector("#job-" + second);
      page.click(".saved button");
      jobs.awaitGone(".saved");
    }
  }

  @Test
  void whatExplainsAJobIsDownloaded(Farm farm) throws IOException, InterruptedException {
    String id =
        farm.submit("{\"name\": \"explained\", \"command\": \"echo the end; exit 5\"}").get(0);
    try (JobsScreen jobs = open(farm, "/jobs/view/" + id)) {
      Page page = jobs.page();
      page.waitForSelector("#job .status:has-text('failed')");
      page.waitForSelector("#output:has-text('the end')");
      Download zip = page.waitForDownload(() -> page.click("a[href$='diagnostics.zip']"));
      Map<String, String> files = unzipped(zip.path());
      assertTrue(files.get("job.txt").contains("status: failed"), files::toString);
      assertTrue(files.get("specification.json").contains("explained"), files::toString);
      assertTrue(files.get("output-end.txt").contains("the end"), files::toString);
      assertTrue(files.get("clients.txt").contains("shared"), files::toString);
      assertTrue(files.get("server.txt").contains("hqserver.port = "), files::toString);
      assertTrue(files.get("events.txt").contains("setting status to failed"), files::toString);
      Download output = page.waitForDownload(() -> page.click("a[download][href$='/output']"));
      assertTrue(Files.readString(output.path()).contains("the end"));
    }
  }

  @Test
  void whatIsBeingTypedStaysWhenThePageChanges(Farm farm) throws IOException, InterruptedException {
    Python.run("console_farm.py", farm.url());
    try (JobsScreen screen = open(farm, "/groups")) {
      Page page = screen.page();
      String field = ".thing:has(h2:text-is('live group')) input[name=name]";
      page.fill("#g-name", "another group");
      page.click("button[value=create]");
      page.waitForSelector("#message:has-text('Saved')");
      page.fill(field, "half a na");
      try (JobsScreen other = open(farm, "/groups")) {
        other.page().click(".thing:has(h2:text-is('another group')) button[value=delete]");
        other.agree();
      }
      screen.awaitGone(".thing:has(h2:text-is('another group'))");
      assertEquals("half a na", page.inputValue(field));
    } finally {
      Python.run("console_farm.py", farm.url(), "--away");
    }
  }

  @Test
  void aGroupIsMadeFilledRenamedAndDeleted(Farm farm) {
    try (JobsScreen screen = open(farm, "/groups")) {
      Page page = screen.page();
      page.fill("#g-name", "work group");
      page.click("button[value=create]");
      String group = ".thing:has(h2:text-is('work group'))";
      page.waitForSelector(group);
      page.fill(group + " input[name=client]", "no such client");
      page.click(group + " button[value=add]");
      page.waitForSelector("#message.problem");
      page.fill(group + " input[name=client]", hostName() + ":shared");
      page.click(group + " button[value=add]");
      page.waitForSelector(group + " li:has-text(':shared')");
      page.click(group + " button[value=remove]");
      screen.awaitGone(group + " li");
      page.fill(group + " input[name=name]", "other group");
      page.click(group + " button[value=rename]");
      group = ".thing:has(h2:text-is('other group'))";
      page.waitForSelector(group);
      screen.delete(group);
    }
  }

  @Test
  void aResourceTellsWhoHoldsItAndWhoWaits(Farm farm) throws IOException, InterruptedException {
    try (JobsScreen screen = open(farm, "/resources/view")) {
      Page page = screen.page();
      screen.createResource("work licence", 1);
      Path goOn = folder.resolve("licence");
      String job =
          "{\"name\": \"%s\", \"resources\": {\"work licence\": 1}, \"command\":"
              + " \"until test -e '"
              + goOn
              + "'; do sleep 0.1; done\"}";
      String row = "tr:has(td.name:has-text('work licence'))";
      farm.submit(job.formatted("holds"));
      page.waitForSelector(row + " td:has-text('1 × holds')");
      String waits = farm.submit(job.formatted("waits")).get(0);
      page.waitForSelector(
          row + " a[href$='/jobs/view/" + waits + "']:has-text('Job " + waits + "')");
      Browser.screenshot(page, "resources-in-use-wide-light");
      page.fill(row + " input[name=maximum]", "2");
      page.click(row + " button[value=change]");
      page.waitForSelector(row + " td:has-text('2 / 2')");
      Files.createFile(goOn);
      page.waitForSelector(row + " td:has-text('0 / 2')");
      screen.delete(row);
    }
  }

  @Test
  void aClientHasAChartOfItsDay(Farm farm) {
    try (JobsScreen screen = open(farm, "/clients/view/1")) {
      Page page = screen.page();
      page.waitForSelector(
          "#client-chart path.line-all[d^=M]",
          new Page.WaitForSelectorOptions()
              .setState(WaitForSelectorState.ATTACHED)
              .setTimeout(150_000));
      String summary = page.getAttribute("#client-chart svg[role=img]", "aria-label");
      assertTrue(summary.contains("CPUs 4"), summary);
      assertFalse(page.isVisible("#client-chart > .hint"));
    }
  }

  private static String hostName() {
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> unzipped(Path file) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static Page.WaitForSelectorOptions hidden() {
    return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN);
  }
}
