package org.hqueue.web.console.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a URL below {@code /jobs} means.
 *
 * @param kind which page
 * @param jobId 0 where no job is meant
 * @param number of one of the job's files, 0 where none is meant
 */
record JobPath(Kind kind, int jobId, int number) {

  /** Where none of a job's files is meant. */
  JobPath(Kind kind, int jobId) {
    this(kind, jobId, 0);
  }

  /** What there is below {@code /jobs}. */
  enum Kind {
    /** {@code /jobs}. */
    LIST,
    /** {@code /jobs/view/<id>}. */
    VIEW,
    /** {@code /jobs/actions}, for POST. */
    ACTIONS,
    /** {@code /jobs/matching}: how many jobs a list's state shows. */
    MATCHING,
    /** {@code /jobs/edit}, for POST. */
    EDIT,
    /** {@code /jobs/elsewhere}, for POST. */
    ELSEWHERE,
    /** {@code /jobs/ended}: which of some jobs have ended. */
    ENDED,
    /** {@code /jobs/<id>/spec}: its specification, as {@code newjob} takes it. */
    SPEC,
    /** {@code /jobs/<id>/permitted}: which clients may run it, and a form that says so. */
    PERMITTED,
    /** {@code /jobs/<id>/resubmit}, for POST: a copy of it. */
    RESUBMIT,
    /** {@code /jobs/<id>/note}, for POST: a note about it. */
    NOTE,
    /** {@code /jobs/<id>/unblock}, for POST: its root may use all clients again. */
    UNBLOCK,
    /** {@code /jobs/<id>/release}, for POST: what waits of its root may start again. */
    RELEASE,
    /** {@code /jobs/<id>/output}: all its output as plain text. */
    OUTPUT,
    /** {@code /jobs/<id>/grid}: all its children, briefly. */
    GRID,
    /** {@code /jobs/<id>/graph}: what it waits for. */
    GRAPH,
    /** {@code /jobs/<id>/diagnostics.zip}: all that helps to explain it. */
    DIAGNOSTICS,
    /** {@code /jobs/<id>/outputs/<n>/thumbnail}: the small picture of a file that it has made. */
    THUMBNAIL
  }

  private static final Pattern VIEW = Pattern.compile("/view/([0-9]{1,9})/?");
  private static final Pattern THUMBNAIL =
      Pattern.compile("/([0-9]{1,9})/outputs/([0-9]{1,3})/thumbnail");
  private static final Pattern PART =
      Pattern.compile(
          "/([0-9]{1,9})/"
              + "(output|grid|graph|diagnostics\\.zip|spec|permitted|resubmit|note|unblock|release)");

  /** Of what follows {@code /jobs}, null for nothing; empty when there is no such page. */
  static Optional<JobPath> of(@Nullable String path) {
    if (path == null || path.equals("/")) {
      return Optional.of(new JobPath(Kind.LIST, 0));
    }
    if (path.equals("/actions")) {
      return Optional.of(new JobPath(Kind.ACTIONS, 0));
    }
    if (path.equals("/edit")) {
      return Optional.of(new JobPath(Kind.EDIT, 0));
    }
    if (path.equals("/elsewhere")) {
      return Optional.of(new JobPath(Kind.ELSEWHERE, 0));
    }
    if (path.equals("/ended")) {
      return Optional.of(new JobPath(Kind.ENDED, 0));
    }
    if (path.equals("/matching")) {
      return Optional.of(new JobPath(Kind.MATCHING, 0));
    }
    Matcher view = VIEW.matcher(path);
    if (view.matches()) {
      return Optional.of(new JobPath(Kind.VIEW, Integer.parseInt(view.group(1))));
    }
    Matcher thumbnail = THUMBNAIL.matcher(path);
    if (thumbnail.matches()) {
      return Optional.of(
          new JobPath(
              Kind.THUMBNAIL,
              Integer.parseInt(thumbnail.group(1)),
              Integer.parseInt(thumbnail.group(2))));
    }
    Matcher part = PART.matcher(path);
    if (!part.matches()) {
      return Optional.empty();
    }
    Kind kind =
        switch (part.group(2)) {
          case "output" -> Kind.OUTPUT;
          case "grid" -> Kind.GRID;
          case "graph" -> Kind.GRAPH;
          case "spec" -> Kind.SPEC;
          case "permitted" -> Kind.PERMITTED;
          case "resubmit" -> Kind.RESUBMIT;
          case "note" -> Kind.NOTE;
          case "unblock" -> Kind.UNBLOCK;
          case "release" -> Kind.RELEASE;
          default -> Kind.DIAGNOSTICS;
        };
    return Optional.of(new JobPath(kind, Integer.parseInt(part.group(1))));
  }
}
