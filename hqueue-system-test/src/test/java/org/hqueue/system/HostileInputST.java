package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What hostile and broken callers send: after each of them the server answers, and its memory is
 * back. With {@code -Dhqueue.full=true} also what takes a minute.
 */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
class HostileInputST {

  @Test
  void theServerAnswersAfterWhateverItWasSent(Farm farm) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(farm.url());
    arguments.addAll(List.of("--pid", Long.toString(farm.serverPid())));
    arguments.add("--jcmd");
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    if (Boolean.getBoolean("hqueue.full")) {
      arguments.add("--full");
    }
    String printed = Python.run("hostile.py", arguments.toArray(String[]::new));
    assertTrue(printed.endsWith(" attacks, the server answers\n"), printed);
  }
}
