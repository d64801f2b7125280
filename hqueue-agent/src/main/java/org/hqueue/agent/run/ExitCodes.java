package org.hqueue.agent.run;

import java.util.regex.Pattern;

/** A set of exit codes, written as numbers and ranges: {@code 0,3-5}. */
final class ExitCodes {
  private static final Pattern PART = Pattern.compile("\\s*(\\d{1,9})\\s*(?:-\\s*(\\d{1,9})\\s*)?");

  private ExitCodes() {}

  /** Whether the code is one of them; a part that cannot be read counts as absent. */
  static boolean contain(String codes, int code) {
    for (String part : codes.split(",", -1)) {
      var matcher = PART.matcher(part);
      if (matcher.matches()) {
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first <= code && code <= last) {
          return true;
        }
      }
    }
    return false;
  }
}
