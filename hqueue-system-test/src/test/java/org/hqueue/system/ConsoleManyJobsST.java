package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The console on a farm with many jobs: each page answers, whole. The times are printed and not
 * asserted, since they tell of the machine as well; that the work does not grow is asserted by the
 * number of statements. {@code bin/verify --full} has 200,000 jobs instead of 20,000.
 */
@ExtendWith(LogsOnFailure.class)
class ConsoleManyJobsST {
  private static final int FEW_TREES = 2;
  private static final int MANY_TREES = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int ROUNDS = 3;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void everyPageAnswersOnAFarmWithManyJobs() throws IOException, InterruptedException {
    int trees = Boolean.getBoolean("hqueue.full") ? MANY_TREES : FEW_TREES;
    try (Farm farm = Farm.start(SharedFarm.folder("many"), Map.of());
        Browser browser = new Browser()) {
      String[] roots =
          Python.run(PATIENCE, "many_jobs.py", farm.url(), Integer.toString(trees))
              .strip()
              .split(" ", -1);
      assertEquals(trees, roots.length);
      for (String path :
          new String[] {
            "/jobs",
            "/jobs?all=1",
            "/jobs?all=1&sort=name",
            "/jobs?all=1&status=runnable&by=bob&name=sequence",
            "/jobs/view/" + roots[0],
            "/jobs/" + roots[0] + "/grid",
            "/running",
            "/failures",
            "/clients",
            "/groups",
            "/resources/view",
            "/folders",
            "/notes",
            "/notes/feed",
            "/farm?span=week",
            "/errors",
            "/settings",
            "/submit",
            "/help",
            "/help/api"
          }) {
        tellTimes(farm, path);
      }
      Page page = browser.open(farm.url() + "/jobs?all=1");
      page.waitForSelector("table.jobs tbody tr >> nth=49");
      Browser.screenshot(page, "jobs-many");
      page.navigate(farm.url() + "/jobs/view/" + roots[0]);
      page.waitForSelector("#grid canvas[aria-label*='children']");
      Browser.screenshot(page, "job-many");
      page.navigate(farm.url() + "/farm");
      page.waitForSelector("#farm td:has-text('no client has registered')");
    }
  }

  /** The first answer has the caches to fill; the others are what a viewer meets. */
  private void tellTimes(Farm farm, String path) throws IOException, InterruptedException {
    StringBuilder times = new StringBuilder();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(farm.url() + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      times.append(" %5d ms".formatted(Duration.ofNanos(System.nanoTime() - start).toMillis()));
      assertEquals(200, answer.statusCode(), path);
      assertTrue(answer.body().strip().matches("(?s).*(</html>|</feed>|})"), path);
    }
    System.out.println(times + "  " + path);
  }
}
