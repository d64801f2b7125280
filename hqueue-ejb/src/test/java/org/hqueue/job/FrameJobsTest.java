package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameJobsTest {

  @Test
  void framesBecomeOneJobEachNamedByItsFrame() {
    assertEquals(
        List.of("beauty (frames 1)", "beauty (frames 2)", "beauty (frames 3)"),
        names(split("frames", "1-3")));
    assertEquals(List.of("beauty (frames 7)"), names(split("frames", 7)));
  }

  @Test
  void chunksHoldSeveralFramesAndTellThemToTheCommand() {
    List<JobSpec> chunks = children(split("frames", "1-12", "framesPerJob", 5));
    assertEquals(
        List.of("beauty (frames 1-5)", "beauty (frames 6-10)", "beauty (frames 11-12)"),
        chunks.stream().map(JobSpec::name).toList());
    assertEquals(
        Map.of("HQFRAMES", "6-10", "HQFRAMESTART", "6", "HQFRAMEEND", "10", "HQFRAMESTEP", "1"),
        chunks.get(1).command().environment());
  }

  @Test
  void aStepIsKeptWithinAChunk() {
    List<JobSpec> chunks = children(split("frames", "1-21x5", "framesPerJob", 3));
    assertEquals(
        List.of("beauty (frames 1-11x5)", "beauty (frames 16-21x5)"),
        chunks.stream().map(JobSpec::name).toList());
    assertEquals("5", chunks.get(0).command().environment().get("HQFRAMESTEP"));
    assertEquals("11", chunks.get(0).command().environment().get("HQFRAMEEND"));
  }

  @Test
  void listsKeepTheirOrderAndAFrameNamedTwiceRunsOnce() {
    assertEquals(List.of("1", "10", "2-3", "4"), frames("frames", List.of("1", 10, "1-4"), 2));
    assertEquals(List.of("1-3", "4", "10"), frames("frames", "1-4, 10, 3-4", 3));
  }

  @Test
  void aChunkNeverSpansAGap() {
    assertEquals(List.of("1-3", "10-12"), frames("frames", "1-3,10-12", 5));
    assertEquals(List.of("-2--1", "0-1"), frames("frames", "-2-1", 2));
  }

  @Test
  void subdivisionTakesTheFirstTheLastAndThenTheMiddleOfEachGap() {
    assertEquals(
        List.of("1", "9", "5", "3", "7", "2", "4", "6", "8"),
        chunks(split("frames", "1-9", "frameOrder", "subdivision")));
    assertEquals(List.of("1", "2"), chunks(split("frames", "1-2", "frameOrder", "subdivision")));
  }

  @Test
  void theContainerTakesWhatIsForAllFramesAndTheChunksTheRest() {
    JobSpec container =
        split(
            "frames",
            "1-2",
            "description",
            "d",
            "submittedBy",
            "ann",
            "emailTo",
            "a@x",
            "priority",
            7,
            "onSuccess",
            "s",
            "onError",
            "e",
            "onChildError",
            "ce",
            "onCancel",
            "oc",
            "cleanup",
            "cu",
            "stubId",
            "S",
            "parentIds",
            List.of(4),
            "cpus",
            4,
            "tags",
            "single",
            "triesLeft",
            2,
            "maxTime",
            60,
            "host",
            "a",
            "environment",
            Map.of("E", "1"));
    assertEquals("beauty", container.name());
    assertEquals("d", container.description());
    assertEquals("ann", container.submittedBy());
    assertEquals("a@x", container.mail().to());
    assertEquals(7, container.priority());
    assertEquals(new JobCallbacks("s", "e", "", "ce", ""), container.callbacks());
    assertEquals("S", container.links().stubId());
    assertEquals(List.of(4), container.links().parentIds());
    assertTrue(!container.command().exists());
    assertEquals(JobNeeds.LEAST, container.needs());
    assertEquals(0, container.triesLeft());

    JobSpec chunk = children(container).get(0);
    assertEquals("render", chunk.command().textFor("linux"));
    assertEquals("1", chunk.command().environment().get("E"));
    assertEquals(7, chunk.priority());
    assertEquals(4, chunk.needs().cpus());
    assertEquals(List.of("single"), chunk.needs().tags());
    assertEquals(1, chunk.needs().conditions().size());
    assertEquals(2, chunk.triesLeft());
    assertEquals(60, chunk.policy().maxTime());
    assertEquals(new JobCallbacks("", "", "oc", "", "cu"), chunk.callbacks());
    assertEquals("", chunk.mail().to());
    assertEquals("", chunk.links().stubId());
  }

  @Test
  void aNestedJobIsSplitToo() {
    Map<String, Object> root = Map.of("name", "root", "children", List.of(given("frames", "1-3")));
    JobSpec read = JobSpecReader.read(root).get(0);
    assertEquals(List.of("1", "2", "3"), chunks(children(read).get(0)));
  }

  @Test
  void framesTogetherWithChildrenOfItsOwnAreAFault() {
    refused("children", "frames", "1-3", "children", List.of(Map.of("name", "c")));
    refused("childrenIds", "frames", "1-3", "childrenIds", List.of(3));
    refused("childStubIds", "frames", "1-3", "childStubIds", List.of("a"));
    BadSpecException fault =
        assertThrows(
            BadSpecException.class,
            () -> SubmissionGraph.of(List.of(split("frames", "1-3")), List.of(), List.of(5)));
    assertTrue(fault.getMessage().startsWith("child_ids: "), fault.getMessage());
  }

  @Test
  void framesThatCannotBeReadAreAFaultThatNamesThePath() {
    for (Object frames : List.of("abc", "5-1", "1-10x0", "1-", "1--", List.of("1-3", "x"), ",")) {
      refused("frames", "frames", frames);
    }
    refused("framesPerJob", "frames", "1-3", "framesPerJob", 0);
    refused("frameOrder", "frames", "1-3", "frameOrder", "random");
  }

  @Test
  void aCallHasAtMostAHundredThousandChunks() {
    assertEquals(100_000, children(split("frames", "1-100000")).size());
    refused("frames", "frames", "1-100001");
    refused("frames", "frames", "1-999999999", "framesPerJob", 999_999_999);
    Map<String, Object> half = given("frames", "1-50001");
    BadSpecException fault =
        assertThrows(BadSpecException.class, () -> JobSpecReader.read(List.of(half, half)));
    assertTrue(fault.getMessage().startsWith("jobspec[1].frames: "), fault.getMessage());
  }

  @Test
  void theStoredContainerTellsItsFramesAndIsNotSplitAgain() {
    JobSpec read = StoredSpec.read(StoredSpec.write(split("frames", "1-9", "framesPerJob", 3)));
    assertEquals(new FrameRules("1-9", 3, FrameRules.Order.LINEAR), read.frames());
    assertEquals(List.of(), children(read));
    assertEquals(Map.of(), read.extra());
  }

  @Test
  void aLongNameIsShortenedForTheFrames() {
    JobSpec read = split("name", "n".repeat(1000), "frames", "1-3");
    for (JobSpec chunk : children(read)) {
      assertEquals(1000, chunk.name().length());
      assertTrue(chunk.name().endsWith(")"));
    }
  }

  private static Map<String, Object> given(Object... properties) {
    Map<String, Object> spec = new HashMap<>(Map.of("name", "beauty", "command", "render"));
    IntStream.range(0, properties.length / 2)
        .forEach(i -> spec.put((String) properties[2 * i], properties[2 * i + 1]));
    return spec;
  }

  private static JobSpec split(Object... properties) {
    return JobSpecReader.read(given(properties)).get(0);
  }

  private static void refused(String path, Object... properties) {
    BadSpecException fault =
        assertThrows(BadSpecException.class, () -> split(properties), () -> path);
    assertTrue(fault.getMessage().startsWith(path + ": "), fault.getMessage());
  }

  private static List<JobSpec> children(JobSpec spec) {
    return spec.links().children();
  }

  private static List<String> names(JobSpec spec) {
    return children(spec).stream().map(JobSpec::name).toList();
  }

  private static List<String> chunks(JobSpec spec) {
    return children(spec).stream()
        .map(chunk -> chunk.command().environment().get("HQFRAMES"))
        .toList();
  }

  private static List<String> frames(String key, Object frames, int perJob) {
    return chunks(split(key, frames, "framesPerJob", perJob));
  }
}
