package org.hqueue.system;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks at a page as axe does, the usual automatic check of accessibility. For many threads. */
final class Accessibility {
  /** Gives a line for each serious or critical finding: rule, what it is about, where. */
  private static final String CHECK =
      "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
          + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
          + ".flatMap(v => v.nodes.slice(0, 5).map(n => v.id + ': ' + v.help + ' at '"
          + " + n.target.join(' ') + ' ' + n.html.slice(0, 160)))";

  private static final String AXE = read();

  private Accessibility() {}

  /** What keeps people from using the page; empty when nothing was found. */
  static List<String> findings(Page page) {
    page.evaluate(AXE);
    List<String> lines = new ArrayList<>();
    for (Object line : (List<?>) page.evaluate(CHECK)) {
      lines.add(String.valueOf(line));
    }
    return lines;
  }

  private static String read() {
    try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IllegalStateException("axe is not among the tests' dependencies");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
