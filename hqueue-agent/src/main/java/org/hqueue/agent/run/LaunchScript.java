package org.hqueue.agent.run;

import java.util.Map;
import org.hqueue.agent.server.Offer;

/**
 * The wrapper around a command, as text for {@code /bin/sh}. It records which process it is, runs
 * the command, and records its exit code, so that nothing of this needs the agent.
 *
 * <p>Command and environment are in the text, since the JVM would pass them on in the encoding of
 * the agent's locale.
 */
final class LaunchScript {
  private LaunchScript() {}

  /** The text; to be run in the assignment's work folder. */
  static String of(Offer offer, Map<String, String> environment, String bootId) {
    var script = new StringBuilder();
    // A trapped signal is back to normal in the command, and only the command shall die of it.
    script.append("trap : HUP INT QUIT PIPE ALRM TERM USR1 USR2\n");
    // The exclusive creation decides which of two wrappers runs the command, should there ever be
    // two: an agent that died between start and record starts the offer again.
    script.append("set -C\n");
    script.append("IFS= read -r stat </proc/$$/stat\n");
    script.append("{ printf '%s\\n' '" + bootId + " '\"$stat\" >../process; } 2>/dev/null");
    script.append(" || exit 113\n");
    script.append("set +C\n");
    script.append("env --");
    environment.forEach((name, value) -> script.append(' ').append(quoted(name + "=" + value)));
    script.append(' ').append(quoted(offer.shell()));
    script.append(" -c ").append(quoted(offer.command())).append('\n');
    script.append("code=$?\n");
    script.append("printf '%s\\n' $code >../exit\n");
    script.append("exit $code\n");
    return script.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
