package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hqueue.job.JobOutputService;
import org.hqueue.xmlrpc.XmlRpcFault;

/**
 * The output of a job as one text, for {@code getJobOutput}. Bytes that are not UTF-8 become
 * U+FFFD. Long texts are built two at a time, because each takes several times its length. For many
 * threads.
 */
@ApplicationScoped
public class JobText {

  /** Bytes of output in one answer; of a longer one, the end is given. */
  static final long MOST_BYTES = 64L << 20;

  private static final long LARGE_BYTES = 1L << 20;
  private static final int BYTES_PER_CHARACTER = 4;
  private static final long WAIT_SECONDS = 30;

  @EJB JobOutputService outputs;

  private final Semaphore large = new Semaphore(2);

  /**
   * The last {@code most} characters at most; empty when there is no such job.
   *
   * @throws XmlRpcFault {@link XmlRpcFault#NOT_NOW} when too many long texts are wanted at once
   */
  Optional<String> last(int jobId, int most) throws XmlRpcFault {
    OptionalLong length = outputs.length(jobId);
    if (length.isEmpty()) {
      return Optional.empty();
    }
    long end = length.getAsLong();
    long wanted = Math.min(MOST_BYTES, (long) most * BYTES_PER_CHARACTER);
    long start = Math.max(0, end - wanted);
    if (end - start <= LARGE_BYTES) {
      return Optional.of(lastCharacters(read(jobId, start, end), most));
    }
    acquire();
    try {
      return Optional.of(lastCharacters(read(jobId, start, end), most));
    } finally {
      large.release();
    }
  }

  private void acquire() throws XmlRpcFault {
    try {
      if (large.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw FaultMapper.notNow("too many long outputs are being read");
  }

  private String read(int jobId, long start, long end) {
    Bytes bytes = new Bytes((int) (end - start));
    try {
      outputs.copy(jobId, start, end, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the output of job " + jobId, e);
    }
    return bytes.text(start > 0);
  }

  /**
   * The end of a text, counted in characters as Python counts them; never half a surrogate pair.
   */
  static String lastCharacters(String text, int most) {
    int characters = text.codePointCount(0, text.length());
    if (characters <= most) {
      return text;
    }
    return text.substring(text.offsetByCodePoints(text.length(), -most));
  }

  /** A buffer that is decoded in place. */
  private static final class Bytes extends ByteArrayOutputStream {

    Bytes(int size) {
      super(Math.max(size, 32));
    }

    /** The text; of one that was cut off in front, from its first whole character. */
    String text(boolean cut) {
      int start = 0;
      while (cut && start < Math.min(3, count) && (buf[start] & 0xC0) == 0x80) {
        start++;
      }
      return new String(buf, start, count - start, StandardCharsets.UTF_8);
    }
  }
}
