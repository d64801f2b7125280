package org.hqueue.agent.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.hqueue.agent.server.Offer;
import org.jspecify.annotations.Nullable;

/**
 * The wrapper around a command, as text for {@code /bin/sh}. It records which process it is, runs
 * the command, and records its exit code, so that nothing of this needs the agent. On the way to
 * the command it starts no program but the command's shell.
 *
 * <p>Command and environment are in the text, since the JVM would pass them on in the encoding of
 * the agent's locale.
 */
final class LaunchScript {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What one shell or another computes, refuses, or acts upon; a program sets these. */
  private static final Pattern SPECIAL =
      Pattern.compile(
          "_|IFS|ENV|PWD|OLDPWD|PPID|PS[0-9]|OPT.*|LINENO|RANDOM|SRANDOM|SECONDS|E?UID|GROUPS"
              + "|SHELLOPTS|BASH.*|EPOCH.*|DIRSTACK|FUNC.*|HIST.*|PIPESTATUS|COMP_.*|MAIL.*|TMOUT"
              + "|POSIXLY_CORRECT|LC_.*|LANG.*|IGNOREEOF|EXECIGNORE|GLOBIGNORE|KSH_.*|ERRNO");

  private LaunchScript() {}

  /**
   * The text; to be run in the assignment's work folder.
   *
   * @param identity words for the shell that print a line that tells which process it is
   * @param place where the command runs, if it is there still; null = in the wrapper's own folder
   * @param cgroup that it is to enter; null = none
   */
  static String of(
      Offer offer,
      Map<String, String> environment,
      String identity,
      @Nullable Path place,
      @Nullable Cgroup cgroup) {
    var script = new StringBuilder();
    // A trapped signal is back to normal in the command, and only the command shall die of it.
    script.append("trap : HUP INT QUIT PIPE ALRM TERM USR1 USR2\n");
    // The exclusive creation decides which of two wrappers runs the command, should there ever be
    // two: an agent that died between start and record starts the offer again.
    script.append("set -C\n");
    script.append("{ { " + identity + "; } >../process; } 2>/dev/null");
    script.append(" || exit 113\n");
    script.append("set +C\n");
    if (cgroup != null) {
      String entrance = quoted(cgroup.entrance().toString());
      script.append("{ echo $$ >" + entrance + "; } 2>/dev/null && ");
      script.append("printf '%s\\n' " + quoted(cgroup.path().toString()) + " >../cgroup\n");
    }
    script.append("(\n");
    if (place != null) {
      script.append("cd -- " + quoted(place.toAbsolutePath().toString()) + " 2>/dev/null\n");
    }
    var special = new StringBuilder();
    environment.forEach(
        (name, value) -> {
          String variable = quoted(name + "=" + value);
          if (isPlain(name)) {
            script.append("export ").append(variable).append('\n');
          } else {
            special.append(variable).append(' ');
          }
        });
    script.append("exec ").append(special.isEmpty() ? "" : "env -- " + special);
    script.append(quoted(offer.shell())).append(" -c ").append(quoted(offer.command()));
    script.append("\n)\n");
    script.append("code=$?\n");
    script.append("printf '%s\\n' $code >../exit\n");
    script.append("exit $code\n");
    return script.toString();
  }

  /** The identity as the kernel of Linux tells it; starts no program. */
  static String fromProc(String bootId) {
    return "IFS= read -r stat </proc/$$/stat; printf '%s\\n' '" + bootId + " '\"$stat\"";
  }

  /** The identity as {@code ps} tells it. */
  static String fromPs(String bootId) {
    return "printf '%s' '"
        + bootId
        + " '; LC_ALL=C TZ=UTC ps "
        + String.join(" ", PsTable.COLUMN_OPTIONS)
        + " -p $$";
  }

  /** Whether a shell takes any value for the variable and does nothing about it. */
  private static boolean isPlain(String name) {
    return NAME.matcher(name).matches() && !SPECIAL.matcher(name).matches();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
