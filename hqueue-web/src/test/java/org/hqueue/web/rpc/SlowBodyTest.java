package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.junit.jupiter.api.Test;

class SlowBodyTest {

  private final List<String> told = new ArrayList<>();
  private final SlowBody.Taker taker =
      new SlowBody.Taker() {
        @Override
        public void whole(InputStream body, long length) {
          try {
            told.add("whole " + length + ": " + body.readAllBytes().length);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        @Override
        public void refused(XmlRpcFault fault) {
          told.add("refused " + fault.code());
        }

        @Override
        public void lost(Throwable failure) {
          told.add("lost");
        }
      };

  @Test
  void whatComesInPiecesIsWholeAtItsEnd() throws IOException {
    Arriving in = new Arriving();
    SlowBody body = new SlowBody(in, taker);
    for (int piece : List.of(10, 0, 5)) {
      in.arrive(piece);
      body.onDataAvailable();
    }
    assertEquals(List.of(), told);
    body.onAllDataRead();
    assertEquals(List.of("whole 15: 15"), told);
  }

  @Test
  void whatNobodyAnnouncedBeforeTheEndBelongsToIt() throws IOException {
    Arriving in = new Arriving();
    SlowBody body = new SlowBody(in, taker);
    in.arrive(20);
    in.nothingFollows();
    body.onAllDataRead();
    assertEquals(List.of("whole 20: 20"), told);
  }

  @Test
  void aLongOneIsKeptOnTheDiskWhileItComes() throws IOException {
    Arriving in = new Arriving();
    SlowBody body = new SlowBody(in, taker);
    for (int i = 0; i < 100; i++) {
      in.arrive(100_000);
      body.onDataAvailable();
    }
    body.onAllDataRead();
    assertEquals(List.of("whole 10000000: 10000000"), told);
  }

  @Test
  void tooLongAnEndIsThrownAwayAndBeyondThatTheCallIsRefused() throws IOException {
    Arriving in = new Arriving();
    SlowBody body = new SlowBody(in, taker);
    in.arrive(70 << 20);
    body.onDataAvailable();
    body.onAllDataRead();
    String[] words = told.get(0).split(": ", -1);
    assertEquals("whole " + (70 << 20), words[0]);
    assertTrue(Integer.parseInt(words[1]) <= 64 << 20, words[1]);

    told.clear();
    SlowBody endless = new SlowBody(in, taker);
    in.arrive(129 << 20);
    endless.onDataAvailable();
    endless.onAllDataRead();
    assertEquals(List.of("refused " + XmlRpcFault.NOT_A_CALL), told);
  }

  @Test
  void aCallerThatGoesIsToldOnce() {
    SlowBody body = new SlowBody(new Arriving(), taker);
    body.onError(new IOException("reset"));
    body.onError(new IOException("reset"));
    assertEquals(List.of("lost"), told);
  }

  /** Has what has arrived, and nothing more until then. */
  private static final class Arriving extends ServletInputStream {
    private InputStream arrived = new ByteArrayInputStream(new byte[0]);
    private int left;
    private boolean over;

    /** From now on it refuses to tell of more, as the container does. */
    void nothingFollows() {
      over = true;
    }

    void arrive(int bytes) {
      arrived = new ByteArrayInputStream(new byte[bytes]);
      left = bytes;
    }

    @Override
    public int available() {
      return left;
    }

    @Override
    public int read() throws IOException {
      left--;
      return arrived.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = arrived.read(buffer, offset, length);
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public boolean isReady() {
      if (over && left == 0) {
        throw new IllegalStateException("a new handler before the existing one has been notified");
      }
      return left > 0;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
