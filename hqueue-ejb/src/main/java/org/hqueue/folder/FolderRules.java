package org.hqueue.folder;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hqueue.database.BadValueException;
import org.hqueue.phrase.Phrase;

/** What a network folder must be like. For many threads. */
final class FolderRules {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PATH = 1000;

  /** Variables of a command that the server and its agents set, contract/jobs.md section 6. */
  private static final Set<String> TAKEN =
      Set.of(
          "JOBID",
          "ROOTJOBID",
          "HQSERVER",
          "HQHOSTS",
          "HQCLIENT",
          "HQCLIENTARCH",
          "HQTRY",
          "HQCPUS",
          "HQMEMORY",
          "HQGPUS",
          "CUDA_VISIBLE_DEVICES",
          "HIP_VISIBLE_DEVICES",
          "PATH");

  private FolderRules() {}

  /**
   * Checks a folder by itself.
   *
   * @throws BadValueException that names the field
   */
  static void check(FolderView folder) {
    if (folder.name().isBlank() || folder.name().length() > LONGEST_NAME) {
      throw bad("name", Phrase.LENGTH.with(LONGEST_NAME), folder.name());
    }
    if (!VARIABLE.matcher(folder.variable()).matches()) {
      throw bad("variable", Phrase.VARIABLE_NAME.with(), folder.variable());
    }
    if (TAKEN.contains(folder.variable())) {
      throw bad("variable", Phrase.FREE_NAME.with(), folder.variable());
    }
    Map.of(
            "linux", folder.linux(),
            "windows", folder.windows(),
            "windowsShare", folder.windowsShare(),
            "macosx", folder.macosx())
        .forEach(FolderRules::checkPath);
  }

  private static void checkPath(String field, String path) {
    if (path.length() > LONGEST_PATH || path.chars().anyMatch(Character::isISOControl)) {
      throw bad(field, Phrase.PATH_ON_ONE_LINE.with(LONGEST_PATH), path);
    }
  }

  private static BadValueException bad(String field, String expected, String value) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "..." : value;
    return new BadValueException(
        "folder." + field + ": " + Phrase.EXPECTED_GOT.with(expected, "\"" + shown + "\""));
  }
}
