package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes come to open pages by the server's push, to all of them, in two browsers at once. The
 * pages' own timers are switched off, so that nothing else can bring them. How long each took is
 * printed and not asserted, since it tells of the machine as well.
 */
class ConsoleLiveST extends BrowserTest {

  /** Without timers that repeat, a page hears of a change by its socket alone. */
  private static final String NO_TIMERS = "window.setInterval = () => 0";

  /** Keeps when something that a selector finds has come into the page, in ms since 1970. */
  private static final String WATCH =
      "([selector, text]) => { const look = () => { for (const found of"
          + " document.querySelectorAll(selector)) { if (!window.cameAt &&"
          + " found.textContent.includes(text)) { window.cameAt = Date.now(); } } };"
          + " window.cameAt = 0; look(); if (window.cameAt) { window.cameAt = -1; }"
          + " new MutationObserver(look).observe(document.body,"
          + " {subtree: true, childList: true, characterData: true, attributes: true}); }";

  @TempDir Path folder;

  /** What a page is to show after the change, and did not before. */
  private record Expected(String selector, String text) {}

  @Test
  void aJobsEndIsOnEveryPageThatShowsItInTwoBrowsers(Farm farm)
      throws IOException, InterruptedException {
    Path goOn = folder.resolve("go-on");
    List<String> ids =
        farm.submit(
            ("{\"name\": \"live root\", \"submittedBy\": \"liv\", \"children\":"
                    + " [{\"name\": \"live\", \"cpus\": 1, \"command\":"
                    + " \"until test -e '%s'; do sleep 0.05; done; exit 43\"}]}")
                .formatted(goOn));
    try (JobsScreen jobs = open(farm, "/running")) {
      jobs.page().waitForSelector("#run-" + ids.get(1));
    }
    Map<String, Expected> pages = new LinkedHashMap<>();
    pages.put("/jobs?by=liv", new Expected("#job-" + ids.get(0) + " .status", "failed"));
    pages.put("/jobs/view/" + ids.get(1), new Expected("#job .state .status", "failed"));
    pages.put(
        "/jobs/view/" + ids.get(0),
        new Expected("#children #job-" + ids.get(1) + " .status", "failed"));
    pages.put("/failures", new Expected("#failure-" + ids.get(1), "exit code 43"));
    pages.put("/running", new Expected("#running:not(:has(#run-" + ids.get(1) + "))", ""));
    pages.put("/clients", new Expected(".state-dot", "available"));
    pages.put("/clients/view/1", new Expected("#client-jobs", "exit code 43"));
    changed(farm, pages, () -> Files.createFile(goOn));
  }

  /** The one page that somebody looks at, in each of two browsers, as most people do. */
  @Test
  void aChangeByTheApiIsOnOnePageInEachOfTwoBrowsers(Farm farm)
      throws IOException, InterruptedException {
    for (String path : List.of("/jobs?by=liv&all=1", "/jobs/view/%s")) {
      String id =
          farm.submit(waiting("one page").replace("{", "{\"submittedBy\": \"liv\", ")).get(0);
      String status = path.contains("view") ? "#job .state .status" : "#job-" + id + " .status";
      List<Long> told =
          timesOf(
              farm,
              Map.of(path.formatted(id), new Expected(status, "cancelled")),
              () -> Long.parseLong(Python.run("cancel.py", farm.url(), id).strip()));
      System.out.println("after the call's return, in ms, %s: %s".formatted(path, told));
    }
  }

  @Test
  void whatBelongsToTheFarmIsOnItsPageInTwoBrowsers(Farm farm)
      throws IOException, InterruptedException {
    changed(
        farm,
        Map.of("/notes", new Expected("#notes .text", "live note")),
        () -> Python.run("add_note.py", farm.url(), "live note"));
    changed(
        farm,
        Map.of(
            "/groups", new Expected("#groups h2", "live group"),
            "/resources/view", new Expected("#resources td", "live licence"),
            "/folders", new Expected("#folders h2", "LIVE_FOLDER")),
        () -> Python.run("console_farm.py", farm.url()));
    Python.run("console_farm.py", farm.url(), "--away");
  }

  @Test
  void aPauseOfTheFarmIsOnItsPageInTwoBrowsers(Farm farm) throws IOException, InterruptedException {
    try {
      changed(
          farm,
          Map.of("/farm", new Expected("#farm .problem", "live <b>pause</b>")),
          () -> {
            try (JobsScreen screen = open(farm, "/farm")) {
              screen.page().fill("#f-reason", "live <b>pause</b>");
              screen.page().click("button[value=pause]");
              screen.agree();
              assertEquals("The farm is paused.", screen.message());
            }
          });
    } finally {
      try (JobsScreen screen = open(farm, "/farm")) {
        screen.page().click("button[value=resume]");
        assertEquals("The farm goes on.", screen.message());
      }
    }
  }

  /** Something that changes the farm. */
  private interface Change {
    void run() throws IOException, InterruptedException;
  }

  /** Something that does so, and tells when it was done, in ms since 1970. */
  private interface TimedChange {
    long run() throws IOException, InterruptedException;
  }

  private void changed(Farm farm, Map<String, Expected> expected, Change change)
      throws IOException, InterruptedException {
    List<Long> times =
        timesOf(
            farm,
            expected,
            () -> {
              long begin = System.currentTimeMillis();
              change.run();
              return begin;
            });
    times.forEach(time -> assertTrue(time >= 0, times::toString));
    System.out.println("after a change, in ms: " + times + " " + expected.keySet());
  }

  /** How long after the time that the change tells each page showed it, in ms. */
  private List<Long> timesOf(Farm farm, Map<String, Expected> expected, TimedChange change)
      throws IOException, InterruptedException {
    try (Browser other = new Browser()) {
      List<Page> open = new ArrayList<>();
      for (Browser one : List.of(browser, other)) {
        for (Map.Entry<String, Expected> entry : expected.entrySet()) {
          Page page = one.openWith(NO_TIMERS, farm.url() + entry.getKey());
          page.waitForSelector("h1");
          page.evaluate(WATCH, List.of(entry.getValue().selector(), entry.getValue().text()));
          assertEquals("0", page.evaluate("String(window.cameAt)"), entry.getKey() + " shows it");
          open.add(page);
        }
      }
      long done = change.run();
      List<Long> times = new ArrayList<>();
      for (Page page : open) {
        // Not waitForFunction: the pages let nothing be evaluated later.
        page.waitForCondition(() -> (boolean) page.evaluate("window.cameAt > 0"));
        long came = Long.parseLong(String.valueOf(page.evaluate("String(window.cameAt)")));
        times.add(came - done);
      }
      open.forEach(page -> page.context().close());
      return times;
    }
  }
}
