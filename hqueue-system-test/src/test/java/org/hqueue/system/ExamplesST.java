package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every file of {@code examples}, with a shell in place of Houdini's interpreter. */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
class ExamplesST {
  @TempDir Path folder;

  @Test
  void aGraphGoesInWithOneCallAndRuns(Farm farm) throws IOException, InterruptedException {
    String printed = example(farm, "render_graph.py", "--frames", "1-4", "--wait");
    assertTrue(printed.startsWith("8 jobs;"), printed);
    assertTrue(printed.contains("succeeded  100 %"), printed);
  }

  @Test
  void aJobIsFollowedFromItsSubmissionToItsLastLine(Farm farm)
      throws IOException, InterruptedException {
    String job = lastLine(example(farm, "submit_from_inside.py", "--count", "2"));
    String printed = example(farm, "follow_job.py", job);
    assertTrue(printed.contains("job " + job + " has submitted ["), printed);
    assertTrue(printed.contains("[succeeded]"), printed);
  }

  @Test
  void theWatchdogTellsOfAFailureAndTheReportOfEverything(Farm farm)
      throws IOException, InterruptedException {
    String job = Python.run("submit.py", farm.url(), "watched", "exit 3").strip();
    Python.run("until_ended.py", farm.url(), job);
    Path state = Files.writeString(folder.resolve("last"), "0");
    String told = example(farm, "watchdog.py", "--seconds", "5", "--state", state.toString());
    assertTrue(told.contains("job " + job + " failed: watched, exit code 3"), told);
    assertTrue(Long.parseLong(Files.readString(state)) > 0, "the place is kept");
    String report = example(farm, "farm_report.py", "--failures", "1000");
    assertTrue(report.contains("shared") && report.contains("exit code 3"), report);
  }

  @Test
  void aTaskGraphIsCookedItemByItem(Farm farm) throws IOException, InterruptedException {
    String printed = example(farm, "pdg_cook.py", "--items", "8");
    assertTrue(printed.contains("8 of 8 items done\nall items succeeded"), printed);
  }

  @Test
  void framesAreRenderedByJobsThatAJobSubmitsBesideItself(Farm farm)
      throws IOException, InterruptedException {
    String printed = example(farm, "rop_render.py", "--frames", "1-5", "--batch", "2");
    assertTrue(printed.endsWith("rendered by 3 jobs\n"), printed);
    String tiled =
        example(farm, "rop_render.py", "--frames", "1-2", "--batch", "1", "--tiles", "2");
    assertTrue(tiled.endsWith("rendered by 2 jobs\n"), tiled);
  }

  @Test
  void theSlicesOfASimulationRunAtTheSameTime(Farm farm) throws IOException, InterruptedException {
    String printed = example(farm, "rop_sim.py", "--slices", "3", "--shared", folder.toString());
    assertTrue(printed.endsWith("simulated\n"), printed);
    try (var left = Files.list(folder)) {
      assertTrue(left.findAny().isEmpty(), "the tracker clears up when it is stopped");
    }
  }

  private static String example(Farm farm, String name, String... more)
      throws IOException, InterruptedException {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--server";
    arguments[1] = farm.url();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Python.example(name, arguments);
  }

  private static String lastLine(String text) {
    String[] lines = text.strip().split("\n", -1);
    return lines[lines.length - 1].strip();
  }
}
