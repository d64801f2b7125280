package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 0, 100",
    "bytes=40-, 40, 100",
    "bytes=40-49, 40, 50",
    "bytes=99-99, 99, 100",
    "bytes=40-500, 40, 100",
    "bytes=-30, 70, 100",
    "bytes=-500, 0, 100"
  })
  void oneRangeIsCutToWhatThereIs(String header, long start, long end) {
    assertEquals(Optional.of(new ByteRange(start, end)), ByteRange.of(header, 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
  void rangeBeyondTheEndMeansNothing(String header) {
    assertTrue(ByteRange.of(header, 100).orElseThrow().isEmpty());
  }

  @Test
  void nothingOfAnEmptyTextCanBeMeant() {
    assertTrue(ByteRange.of("bytes=0-", 0).orElseThrow().isEmpty());
    assertTrue(ByteRange.of("bytes=-10", 0).orElseThrow().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,5-6", "lines=0-1", "bytes=1"})
  void whatIsNotOneRangeOfBytesMeansTheWhole(String header) {
    assertEquals(Optional.empty(), ByteRange.of(header, 100));
  }

  @Test
  void noHeaderMeansTheWhole() {
    assertEquals(Optional.empty(), ByteRange.of(null, 100));
  }
}
