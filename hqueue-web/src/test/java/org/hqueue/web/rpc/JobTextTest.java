package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.hqueue.job.JobOutputService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.junit.jupiter.api.Test;

class JobTextTest {

  @Test
  void unknownJobHasNoText() throws XmlRpcFault {
    assertTrue(text(new byte[0]).last(99, 10).isEmpty());
  }

  @Test
  void lastCharactersAreCountedAsPythonCountsThem() throws XmlRpcFault {
    JobText text = text("größe 🎬🎬".getBytes(StandardCharsets.UTF_8));
    assertEquals(Optional.of("🎬"), text.last(1, 1));
    assertEquals(Optional.of("e 🎬🎬"), text.last(1, 4));
    assertEquals(Optional.of("größe 🎬🎬"), text.last(1, Integer.MAX_VALUE));
    assertEquals(Optional.of(""), text.last(1, 0));
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() throws XmlRpcFault {
    assertEquals(Optional.of("a\uFFFDb"), text(new byte[] {'a', (byte) 0xFF, 'b'}).last(1, 10));
  }

  /** Stands where the container would put the service. */
  @SuppressWarnings("UnnecessaryAssignment")
  private static JobText text(byte[] bytes) {
    JobText text = new JobText();
    text.outputs =
        new JobOutputService() {
          @Override
          public OptionalLong length(int jobId) {
            return jobId == 1 ? OptionalLong.of(bytes.length) : OptionalLong.empty();
          }

          @Override
          public void copy(int jobId, long offset, long end, OutputStream out) throws IOException {
            out.write(bytes, (int) offset, (int) (end - offset));
          }
        };
    return text;
  }
}
