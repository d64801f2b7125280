package org.hqueue.web.console.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a URL below {@code /jobs} means.
 *
 * @param kind which page
 * @param jobId 0 for the list
 */
record JobPath(Kind kind, int jobId) {

  /** What there is below {@code /jobs}. */
  enum Kind {
    /** {@code /jobs}. */
    LIST,
    /** {@code /jobs/view/<id>}. */
    VIEW,
    /** {@code /jobs/<id>/output}. */
    OUTPUT
  }

  private static final Pattern VIEW = Pattern.compile("/view/([0-9]{1,9})/?");
  private static final Pattern OUTPUT = Pattern.compile("/([0-9]{1,9})/output");

  /** Of what follows {@code /jobs}, null for nothing; empty when there is no such page. */
  static Optional<JobPath> of(@Nullable String path) {
    if (path == null || path.equals("/")) {
      return Optional.of(new JobPath(Kind.LIST, 0));
    }
    Matcher view = VIEW.matcher(path);
    if (view.matches()) {
      return Optional.of(new JobPath(Kind.VIEW, Integer.parseInt(view.group(1))));
    }
    Matcher output = OUTPUT.matcher(path);
    if (output.matches()) {
      return Optional.of(new JobPath(Kind.OUTPUT, Integer.parseInt(output.group(1))));
    }
    return Optional.empty();
  }
}
