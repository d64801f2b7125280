package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What a viewer does to jobs and reads of them in the console, in a real browser. */
class ConsoleJobsST extends BrowserTest {
  private static final double PICTURE_MILLIS = 120_000;

  @Test
  void anActionNamesWhatItHitsAndTellsWhatItTook(Farm farm)
      throws IOException, InterruptedException {
    List<String> ids = farm.submit(list(2, "act <b>on</b> me"));
    try (JobsScreen jobs = open(farm, "/jobs?name=act+%3Cb%3Eon")) {
      jobs.selectPage();
      jobs.press("Cancel");
      String question = jobs.question();
      assertTrue(question.contains("Cancel 2 and all below?"), question);
      assertTrue(question.contains(ids.get(0) + " act <b>on</b> me"), question);
      Browser.screenshot(jobs.page(), "jobs-question");
      jobs.agree();
      assertEquals("2 cancelled", jobs.message());
      jobs.awaitStatus(ids.get(0), "cancelled");
      jobs.awaitStatus(ids.get(1), "cancelled");
      jobs.selectPage();
      jobs.press("Pause");
      jobs.page().waitForSelector("#message:has-text('2 left alone: already finished')");
    }
  }

  @Test
  void jobsAreFoundByNamesInEveryScript(Farm farm) throws IOException, InterruptedException {
    String name = "最終レンダリング Büro";
    String id = farm.submit(waiting(name)).get(0);
    try (JobsScreen jobs = open(farm, "/jobs")) {
      jobs.page().fill("#name", name);
      jobs.page().press("#name", "Enter");
      jobs.page().waitForSelector("#jobs:has(tbody tr:only-child) #job-" + id);
      assertEquals(name, jobs.page().inputValue("#name"));
    }
  }

  @Test
  void allThatMatchAreTakenBeyondThePage(Farm farm) throws IOException, InterruptedException {
    farm.submit(list(55, "many of them"));
    try (JobsScreen jobs = open(farm, "/jobs?name=many+of+them&status=unfinished")) {
      jobs.selectPage();
      assertEquals("All that match are selected: 55", jobs.selectAllThatMatch());
      jobs.press("Cancel");
      jobs.agree();
      assertEquals("55 cancelled", jobs.message());
      jobs.page().waitForSelector("#jobs .empty");
      jobs.page().navigate(farm.url() + "/jobs?name=many+of+them");
      jobs.press("Delete finished");
      jobs.agree();
      assertEquals("55 deleted", jobs.message());
    }
  }

  @Test
  void aJobShowsItsChildrenItsGraphAndFindsWordsInItsOutput(Farm farm)
      throws IOException, InterruptedException {
    List<String> ids =
        farm.submit(
            "{\"name\": \"with children\", \"command\": \"echo one; echo two; echo Two\","
                + " \"children\": "
                + "[{\"name\": \"left\", \"command\": \"true\"},"
                + " {\"name\": \"right\", \"command\": \"true\"}]}");
    try (JobsScreen jobs = open(farm, "/jobs/view/" + ids.get(0))) {
      Page page = jobs.page();
      page.waitForSelector("#job .status:has-text('succeeded')");
      page.waitForSelector("#grid canvas[aria-label='2 children: succeeded 2']");
      page.click("#graph summary");
      page.waitForSelector("#graph svg a >> nth=2");
      page.waitForSelector("#output:has-text('two')");
      jobs.findInOutput("TWO", "1 of 2");
      Browser.screenshot(page, "job-wide-light");
    }
  }

  @Test
  void aPictureThatAJobHasMadeAppearsOnItsPage(Farm farm) throws IOException, InterruptedException {
    String drawn = Files.createTempFile("picture", ".png").toString();
    ImageIO.write(new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB), "png", new File(drawn));
    List<String> ids =
        farm.submit(
            "{\"name\": \"draws\", \"command\": \"cp %s it.png; echo OUTPUT: it.png\"}"
                .formatted(drawn));
    try (JobsScreen jobs = open(farm, "/jobs/view/" + ids.get(0))) {
      Page page = jobs.page();
      page.waitForSelector("#results code:has-text('it.png')");
      // The job does not wait for its picture: it appears on the open page once it is there.
      page.waitForSelector(
          "#results img", new Page.WaitForSelectorOptions().setTimeout(PICTURE_MILLIS));
      String width = "document.querySelector('#results img').naturalWidth";
      page.waitForCondition(() -> "256".equals(String.valueOf(page.evaluate(width))));
      page.locator("#results").scrollIntoViewIfNeeded();
      Browser.screenshot(page, "job-picture");
    } finally {
      Files.delete(Path.of(drawn));
    }
  }

  @Test
  void aJobIsSubmittedByHandOnceItIsRight(Farm farm) {
    try (JobsScreen jobs = open(farm, "/submit")) {
      Page page = jobs.page();
      page.fill("#f-name", "by hand");
      page.fill("#f-command", "echo by hand");
      page.waitForSelector("#verdict:has-text('Right: one job')");
      page.fill("#json", "{\"name\": \"by hand\", \"cpus\": \"two\"}");
      page.waitForSelector("#verdict.problem:has-text('cpus: expected int')");
      Browser.screenshot(page, "submit-refused");
      page.fill("#json", "{\"name\": \"by hand\", \"command\": \"echo done by hand\"}");
      page.click("#submit button[type=submit]");
      page.waitForSelector("#output:has-text('done by hand')");
    }
  }

  @Test
  void aFailureIsShownWithItsLastLines(Farm farm) throws IOException, InterruptedException {
    List<String> ids =
        farm.submit("{\"name\": \"goes wrong\", \"command\": \"echo Error: no licence; exit 7\"}");
    try (JobsScreen jobs = open(farm, "/failures")) {
      Page page = jobs.page();
      page.waitForSelector("#failure-" + ids.get(0) + ":has-text('exit code 7')");
      page.click("#failure-" + ids.get(0) + " summary");
      page.waitForSelector("#failure-" + ids.get(0) + " .tail:has-text('Error: no licence')");
      Browser.screenshot(page, "failures-wide-light");
    }
  }

  @Test
  void languageAndColoursStayAsChosen(Farm farm) {
    try (JobsScreen jobs = open(farm, "/jobs")) {
      Page page = jobs.page();
      page.selectOption("#language", "ja");
      page.waitForSelector("html[lang=ja] h1:has-text('ジョブ')");
      page.selectOption("#theme", "dark");
      page.waitForSelector("html[data-theme=dark]");
      page.navigate(farm.url() + "/running");
      page.waitForSelector("html[lang=ja][data-theme=dark] h1:has-text('実行中')");
    }
  }

  /** Jobs that no client takes. */
  private static String list(int count, String name) {
    return IntStream.range(0, count)
        .mapToObj(i -> waiting(name))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
