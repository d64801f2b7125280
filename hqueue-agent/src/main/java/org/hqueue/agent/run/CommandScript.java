package org.hqueue.agent.run;

import java.util.List;
import java.util.Locale;

/**
 * The wrapper around a command, as text for {@code cmd.exe}: it waits until the agent has put it
 * into its job object, notes which process it is, runs the command, and notes its exit code.
 *
 * <p>The command is in a variable and not in the text, since a batch file would expand its percent
 * signs in another way than {@code cmd /c} does, and act upon what is outside of its quotes.
 */
final class CommandScript {
  /** Holds what is run, in the environment of the wrapper and, unavoidably, of the command. */
  static final String VARIABLE = "HQCOMMANDLINE";

  private CommandScript() {}

  /**
   * What becomes of an offer's command.
   *
   * @param batch text for a file {@code command.cmd}; "" = none is needed
   * @param line the variable's value
   * @param invocation the line of the wrapper that runs it
   */
  record Parts(String batch, String line, String invocation) {}

  /**
   * How the command is run.
   *
   * @param batchFile where the text of several lines is put, which {@code cmd /c} cannot take
   */
  static Parts parts(String shell, String command, String batchFile) {
    String text = command.strip();
    if (!isCmd(shell)) {
      String option = name(shell).startsWith("powershell") ? "-Command" : "-c";
      String invocation = literal(shell) + " " + option + " !" + VARIABLE + "!";
      return new Parts("", argument(command), invocation);
    }
    boolean severalLines = text.indexOf('\n') >= 0;
    String line = severalLines ? "\"" + batchFile + "\"" : text;
    // /s: the outer quotes are taken off and all between is left as it is.
    String invocation = "cmd.exe /d /v:off /s /c \"!" + VARIABLE + "!\"";
    return new Parts(severalLines ? batch(text) : "", line, invocation);
  }

  /**
   * The wrapper's text. All its paths are absolute, since it may be on a share, where {@code
   * cmd.exe} cannot be at home; {@code pushd} gives a share a drive letter while the command runs.
   *
   * @param folder of the assignment
   * @param place where the command runs
   */
  static String wrapper(String folder, String place, String invocation) {
    return String.join(
            "\r\n",
            "@echo off",
            "setlocal DisableDelayedExpansion",
            "chcp 65001 >nul",
            "set \"hqwho=\"",
            "set /p hqwho=",
            "if not defined hqwho exit 113",
            // Only one can make the folder, so of two wrappers one runs the command.
            "ver >nul",
            "md " + literal(folder + "\\claim") + " 2>nul",
            "if errorlevel 1 exit 113",
            ">" + literal(folder + "\\process") + " echo %hqwho%",
            "set \"hqwho=\"",
            "pushd " + literal(place),
            "if errorlevel 1 exit 112",
            "setlocal EnableDelayedExpansion",
            invocation + " <nul",
            "endlocal & set \"hqcode=%errorlevel%\"",
            "popd",
            ">" + literal(folder + "\\exit") + " echo %hqcode%",
            "exit %hqcode%")
        + "\r\n";
  }

  /** The program and arguments that run a wrapper, for {@link ProcessBuilder}. */
  static List<String> start(String script) {
    // Quotes within quotes: of the outer ones cmd takes the first and the last off.
    return List.of("cmd.exe", "/d", "/s", "/c", "\"\"" + script + "\"\"");
  }

  /** Whether the shell is {@code cmd}, by any of its paths. */
  static boolean isCmd(String shell) {
    String name = name(shell);
    return name.equals("cmd") || name.equals("cmd.exe");
  }

  /** One argument, as a program's start-up code takes it apart again. */
  static String argument(String text) {
    var quoted = new StringBuilder("\"");
    int backslashes = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"') {
        // Backslashes count as such only where no quote follows them.
        quoted.append("\\".repeat(backslashes + 1));
      }
      backslashes = next == '\\' ? backslashes + 1 : 0;
      quoted.append(next);
    }
    return quoted.append("\\".repeat(backslashes)).append('"').toString();
  }

  private static String batch(String text) {
    return "@echo off\r\n" + String.join("\r\n", text.lines().toList()) + "\r\n";
  }

  /** A path in a batch file, where a percent sign is written twice. */
  private static String literal(String path) {
    return "\"" + path.replace("%", "%%") + "\"";
  }

  private static String name(String shell) {
    int slash = Math.max(shell.lastIndexOf('\\'), shell.lastIndexOf('/'));
    return shell.substring(slash + 1).toLowerCase(Locale.ROOT);
  }
}
