package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROGRESS: 1/4          | 0.25",
        "PROGRESS: 40%          | 0.4",
        "PROGRESS: 12.5%        | 0.125",
        "PROGRESS:7/8           | 0.875",
        "PROGRESS: 3 / 4        | 0.75",
        "ALF_PROGRESS 75%       | 0.75",
        "ALF_PROGRESS: 75%      | 0.75",
        "[12:00] PROGRESS: 50%  | 0.5",
        "PROGRESS: 9/3          | 1.0",
        "PROGRESS: 5/0          | -1",
        "PROGRESS: 50           | -1",
        "PROGRESS 50%           | -1",
        "MYPROGRESS: 50%        | -1",
        "MY_PROGRESS: 50%       | -1",
        "PROGRESS: many         | -1",
        "progress: 50%          | -1",
        "nothing                | -1",
      })
  void progressIsFoundInALine(String line, double progress) {
    assertEquals(progress, parsed(line + "\n"));
  }

  @Test
  void theLastOneCounts() {
    assertEquals(0.5, parsed("PROGRESS: 1/10\nPROGRESS: 9/10\nPROGRESS: 5/10\nmore\n"));
    assertEquals(0.2, parsed("PROGRESS: 10%\rPROGRESS: 20%\r"));
    assertEquals(0.3, parsed("PROGRESS: 30%\nPROGRESS: x\nPROGRE"));
  }

  @Test
  void aNumberThatIsStillOpenCountsOnlyWhenItHasEnded() {
    var parser = new ProgressParser();
    read(parser, "PROGRESS: 3/1");
    assertEquals(-1, parser.progress());
    read(parser, "0");
    parser.finish();
    assertEquals(0.3, parser.progress());
  }

  @Test
  void piecesMayEndAnywhere() {
    var text = "noise PPROGRESS\nALF_PROGRESS 12%\n\u00e4 PROGRESS: 13/20\n";
    for (int size = 1; size < text.length(); size++) {
      var parser = new ProgressParser();
      for (int from = 0; from < text.length(); from += size) {
        read(parser, text.substring(from, Math.min(text.length(), from + size)));
      }
      assertEquals(0.65, parser.progress(), "pieces of " + size);
    }
  }

  private static double parsed(String text) {
    var parser = new ProgressParser();
    read(parser, text);
    return parser.progress();
  }

  private static void read(ProgressParser parser, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    parser.read(bytes, 0, bytes.length);
  }
}
