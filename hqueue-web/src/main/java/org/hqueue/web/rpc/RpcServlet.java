package org.hqueue.web.rpc;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.hqueue.database.Readiness;
import org.hqueue.xmlrpc.XmlRpcCall;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The XML-RPC endpoint. Answers {@code POST}; a {@code GET} of the root is the console. A function
 * whose answer comes later leaves its request parked, without a thread; so does a caller whose body
 * comes late while many others do.
 */
@WebServlet(
    name = "rpc",
    urlPatterns = {"/RPC2", "/xmlrpc", ""},
    asyncSupported = true)
public class RpcServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** What a page of another site may send without asking first; no XML-RPC caller uses these. */
  private static final Set<String> FORM_TYPES =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

  /** A body of at most so many bytes is read at once when it is there. */
  private static final long QUICK_BYTES = 1L << 20;

  /**
   * Threads that may wait for bodies which are still on their way: half of those that serve calls,
   * so that callers who send slowly leave the other half to the rest.
   */
  private static final Semaphore WAITING = new Semaphore(16);

  private static final RequestBody.Gate LARGE_BODIES = new RequestBody.Gate();

  @Inject private transient MethodTable methods;
  @Inject private transient Readiness readiness;
  @Inject private transient HeldAnswers heldAnswers;
  @Inject private transient CallRecorder recorder;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isForm(request.getContentType())) {
      plain(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "XML-RPC calls are text/xml.");
      return;
    }
    CallRecording recording = recorder.begin(request.getRemoteAddr());
    Reply reply = new Reply(response, request.getHeader("Accept-Encoding"), recording);
    if (isAllThere(request)) {
      answerNow(request, reply, recording, () -> {});
    } else if (WAITING.tryAcquire()) {
      answerNow(request, reply, recording, WAITING::release);
    } else {
      answerWhenItCame(request, response, reply, recording);
    }
  }

  /** Whether the body, a small one, can be read without waiting: nearly always. */
  private static boolean isAllThere(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    return length >= 0 && length <= QUICK_BYTES && request.getInputStream().available() >= length;
  }

  /**
   * Reads the body on this thread, and answers.
   *
   * @param hasRead told once the body has been read, or cannot be
   */
  private void answerNow(
      HttpServletRequest request, Reply reply, CallRecording recording, Runnable hasRead)
      throws IOException {
    try {
      XmlRpcCall call;
      try {
        call = read(request, request.getInputStream(), request.getContentLengthLong());
      } finally {
        hasRead.run();
      }
      recording.call(call);
      Object value = call(call, new Caller(request.getRemoteAddr(), true));
      if (value instanceof CompletionStage<?> later) {
        AsyncContext context = request.startAsync();
        hold(later, new HeldCall(call.method(), context, reply, HeldCall.LONGEST_HOLD_MILLIS));
      } else {
        reply.result(call.method(), value);
      }
    } catch (XmlRpcFault fault) {
      reply.fault(fault);
    }
  }

  /**
   * Leaves the thread to others until the body has come. Only while many bodies are on their way:
   * nearly every body is there within a moment, and waiting for that costs less.
   */
  private void answerWhenItCame(
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      CallRecording recording)
      throws IOException {
    AsyncContext context = request.startAsync();
    HeldCall held = new HeldCall("", context, reply, HeldCall.LONGEST_CALL_MILLIS);
    SlowBody.Taker taker =
        new SlowBody.Taker() {
          @Override
          public void whole(InputStream body, long length) {
            answerHeld(request, body, length, held, recording);
          }

          @Override
          public void refused(XmlRpcFault fault) {
            response.setHeader("Connection", "close");
            held.answer(null, fault);
          }

          @Override
          public void lost(Throwable failure) {
            held.abandon();
          }
        };
    SlowBody slow = new SlowBody(request.getInputStream(), taker);
    held.whenOver(slow::end);
    request.getInputStream().setReadListener(slow);
  }

  private void answerHeld(
      HttpServletRequest request,
      InputStream body,
      long length,
      HeldCall held,
      CallRecording recording) {
    try {
      XmlRpcCall call = read(request, body, length);
      recording.call(call);
      held.method(call.method());
      Object value = call(call, new Caller(request.getRemoteAddr(), true));
      if (value instanceof CompletionStage<?> later) {
        hold(later, held);
      } else {
        held.answer(value, null);
      }
    } catch (XmlRpcFault | IOException e) {
      held.answer(null, e);
    }
  }

  private @Nullable Object call(XmlRpcCall call, Caller caller) throws XmlRpcFault {
    String obstacle = readiness.obstacle();
    if (obstacle != null
        && (readiness.isStarting() || !MethodTable.needsNoDatabase(call.method()))) {
      throw FaultMapper.notNow(obstacle);
    }
    try {
      return methods.answer(call.method(), call.params(), caller);
    } catch (RuntimeException e) {
      throw FaultMapper.of(call.method(), e);
    }
  }

  private static XmlRpcCall read(HttpServletRequest request, InputStream in, long length)
      throws XmlRpcFault, IOException {
    String encoding = request.getHeader("Content-Encoding");
    RequestBody body = new RequestBody(in, encoding, length, LARGE_BODIES);
    try {
      return body.read();
    } finally {
      body.drain();
    }
  }

  private void hold(CompletionStage<?> later, HeldCall held) {
    later.whenComplete((value, failure) -> heldAnswers.add(() -> held.answer(value, failure)));
  }

  /** The console at the root; elsewhere a hint for people who open the endpoint in a browser. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getServletPath().isEmpty()) {
      request.getRequestDispatcher("/job/list.xhtml").forward(request, response);
      return;
    }
    response.setHeader("Allow", "POST");
    plain(
        response,
        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
        "This is the XML-RPC endpoint: send a POST, or open / in a browser.");
  }

  private static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && FORM_TYPES.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  private static void plain(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().println(text);
  }
}
