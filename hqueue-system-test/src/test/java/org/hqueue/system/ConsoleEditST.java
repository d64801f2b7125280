package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** How a viewer changes jobs that exist, and submits them once more, in a real browser. */
class ConsoleEditST extends BrowserTest {
  @Test
  void aJobIsEditedInPlace(Farm farm) throws IOException, InterruptedException {
    String id = farm.submit(waiting("edit <i>me</i>")).get(0);
    try (JobsScreen jobs = open(farm, "/jobs/view/" + id)) {
      Page page = jobs.page();
      JobEditor editor = JobEditor.open(page);
      assertEquals("Edit " + id + " edit <i>me</i>", editor.title());
      assertEquals("edit <i>me</i>", editor.shown("name"));
      editor.save();
      editor.awaitVerdict("Nothing is changed yet");
      String more = editor.more();
      assertTrue(more.contains("nowhere"), more);
      editor.fillMore("{\"minHosts\": \"two\"}");
      editor.save();
      editor.awaitVerdict("changes.minHosts: expected int");
      editor.fillMore(more);
      editor.fill("description", "now <u>described</u>");
      editor.fill("priority", "9");
      Browser.screenshot(page, "job-edit-wide-light");
      editor.save();
      assertEquals("1 edited", jobs.message());
      page.waitForSelector("#job .description:has-text('now <u>described</u>')");
      page.waitForSelector("#details .log:has-text('priority: null -> 9')");
    }
  }

  @Test
  void manyJobsAreEditedAndWhatIsNotMeantIsLeftAlone(Farm farm)
      throws IOException, InterruptedException {
    String waits = farm.submit(waiting("one of the edited")).get(0);
    String ends = farm.submit("{\"name\": \"one of the edited\", \"command\": \"true\"}").get(0);
    try (JobsScreen jobs = open(farm, "/jobs?name=one+of+the+edited")) {
      jobs.awaitStatus(ends, "succeeded");
      jobs.selectPage();
      JobEditor editor = JobEditor.open(jobs.page());
      assertEquals("Edit 2 jobs", editor.title());
      assertEquals("", editor.shown("name"));
      editor.fill("priority", "4");
      editor.choose("unfinished");
      editor.save();
      assertEquals("1 edited, 1 left alone: already finished", jobs.message());
      jobs.page().waitForSelector("#job-" + waits + " td[data-label=Priority]:text-is('4')");
      jobs.page().waitForSelector("#job-" + ends + " td[data-label=Priority]:text-is('0')");
    }
  }

  @Test
  void aJobIsSubmittedOnceMore(Farm farm) throws IOException, InterruptedException {
    String id = farm.submit(waiting("once more")).get(0);
    try (JobsScreen jobs = open(farm, "/jobs/view/" + id)) {
      Page page = jobs.page();
      page.locator("button:has-text('Resubmit')").click();
      assertTrue(jobs.question().contains("Submit a copy of " + id + " once more"));
      jobs.agree();
      page.click("#message a");
      page.waitForSelector("h1:has-text('once more')");
      assertTrue(!page.url().endsWith("/" + id), page.url());
    }
  }

  @Test
  void aCopyIsEditedBeforeItIsSubmitted(Farm farm) throws IOException, InterruptedException {
    String id =
        farm.submit(
                "{\"name\": \"the first\", \"host\": \"nowhere\","
                    + " \"children\": [{\"name\": \"below\", \"command\": \"true\"}]}")
            .get(0);
    try (JobsScreen jobs = open(farm, "/jobs/view/" + id)) {
      Page page = jobs.page();
      page.click("a:has-text('Resubmit edited')");
      page.waitForSelector("#verdict:has-text('Right: 2 jobs')");
      Browser.screenshot(page, "resubmit-wide-light");
      page.fill("#f-name", "the second");
      page.waitForSelector("#verdict:has-text('Right: 2 jobs')");
      page.click("#submit button[type=submit]");
      page.waitForSelector("h1:has-text('the second')");
      page.waitForSelector("#children .name:has-text('below')");
    }
  }

  @Test
  void theClientsThatMayRunAJobAreChosen(Farm farm) throws IOException, InterruptedException {
    String id = farm.submit(waiting("confined")).get(0);
    try (JobsScreen jobs = open(farm, "/jobs/view/" + id)) {
      Page page = jobs.page();
      page.click("#permitted summary");
      page.waitForSelector("#permitted-count:has-text('0 of ')");
      page.click("#permitted button:has-text('Save the list')");
      page.waitForSelector("#message.problem:has-text('Tick at least one client')");
      page.fill("#permitted-find", "no such client");
      page.waitForCondition(() -> !page.isVisible("#permitted-clients li >> visible=true"));
      page.fill("#permitted-find", "shared");
      page.check("#permitted-clients li:has-text(':shared') input");
      Browser.screenshot(page, "job-permitted-wide-light");
      page.click("#permitted button:has-text('Save the list')");
      page.waitForSelector("#message:has-text('Clients that may run it now: 1')");
      page.waitForSelector("#job .status:has-text('succeeded')");
    }
  }

  @Test
  void aFailureIsLeftAloneThatCouldRunNowhereElse(Farm farm)
      throws IOException, InterruptedException {
    String only =
        "[{\"type\": \"client\", \"name\": \"hostname:name\", \"op\": \"in\", \"value\": \""
            + InetAddress.getLocalHost().getHostName()
            + ":shared\"}]";
    String id =
        farm.submit(
                "{\"name\": \"fails there\", \"command\": \"exit 6\", \"conditions\": "
                    + only
                    + "}")
            .get(0);
    try (JobsScreen jobs = open(farm, "/failures")) {
      Page page = jobs.page();
      page.check("#failure-" + id + " input[name=id]");
      jobs.press("Reschedule elsewhere");
      jobs.agree();
      assertEquals("1 left alone: no other client may run them", jobs.message());
      page.click("#failure-" + id + " a:has-text('Open at the error')");
      page.waitForURL("**/jobs/view/" + id + "?find=error#output-title");
    }
  }

  @Test
  void theWindowFitsANarrowScreen(Farm farm) throws IOException, InterruptedException {
    String id = farm.submit(waiting("narrow")).get(0);
    for (boolean dark : new boolean[] {false, true}) {
      Page page = browser.open(farm.url() + "/jobs/view/" + id, NARROW, dark);
      page.click("#permitted summary");
      page.waitForSelector("#permitted-clients li");
      JobEditor.open(page);
      int needed = ((Number) page.evaluate("document.body.scrollWidth")).intValue();
      Browser.screenshot(page, "job-edit-narrow" + (dark ? "-dark" : "-light"));
      page.context().close();
      assertTrue(needed <= NARROW, "needs " + needed + " pixels");
    }
  }
}
