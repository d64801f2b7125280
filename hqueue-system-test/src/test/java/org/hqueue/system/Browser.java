package org.hqueue.system;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A headless Chromium, the distribution's. */
final class Browser implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

  private static final int HEIGHT = 900;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  Browser() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    .setArgs(List.of("--no-sandbox", "--disable-quic")));
  }

  /** A new page at a URL, in a window of its own. */
  Page open(String url) {
    Page page = browser.newContext().newPage();
    page.setDefaultTimeout(60_000);
    page.navigate(url);
    return page;
  }

  /**
   * A new page at a URL, in a window of its own.
   *
   * @param width of the window, in pixels
   * @param dark whether the system's colours are dark
   */
  Page open(String url, int width, boolean dark) {
    Page page =
        browser
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setViewportSize(width, HEIGHT)
                    .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT))
            .newPage();
    page.setDefaultTimeout(60_000);
    page.navigate(url);
    return page;
  }

  /** A new page at a URL on a wide screen, in which a script runs before those of the page. */
  Page openWith(String script, String url) {
    com.microsoft.playwright.BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(BrowserTest.WIDE, HEIGHT)
                .setPermissions(List.of("notifications")));
    context.addInitScript(script);
    Page page = context.newPage();
    page.setDefaultTimeout(60_000);
    page.navigate(url);
    return page;
  }

  /** Keeps a picture of the page below {@code target/screenshots}. */
  static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Path chromium() {
    return PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no Chromium at " + PLACES));
  }
}
