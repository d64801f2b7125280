package org.hqueue.web.rpc;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.hqueue.database.Readiness;
import org.hqueue.xmlrpc.XmlRpcCall;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The XML-RPC endpoint. Answers {@code POST}; a {@code GET} of the root is the console. A function
 * whose answer comes later leaves its request parked, without a thread.
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
    XmlRpcCall call;
    try {
      call = read(request, response);
      recording.call(call);
    } catch (XmlRpcFault unreadable) {
      reply.fault(unreadable);
      return;
    }
    try {
      Object value = call(call, new Caller(request.getRemoteAddr(), true));
      if (value instanceof CompletionStage<?> later) {
        hold(call.method(), later, request, reply);
      } else {
        reply.result(call.method(), value);
      }
    } catch (XmlRpcFault fault) {
      reply.fault(fault);
    }
  }

  private @Nullable Object call(XmlRpcCall call, Caller caller) throws XmlRpcFault {
    if (!readiness.isReady()) {
      throw FaultMapper.notNow("the server is starting");
    }
    try {
      return methods.answer(call.method(), call.params(), caller);
    } catch (RuntimeException e) {
      throw FaultMapper.of(call.method(), e);
    }
  }

  private static XmlRpcCall read(HttpServletRequest request, HttpServletResponse response)
      throws XmlRpcFault, IOException {
    RequestBody body =
        new RequestBody(
            request.getInputStream(),
            request.getHeader("Content-Encoding"),
            request.getContentLengthLong(),
            LARGE_BODIES);
    try {
      return body.read();
    } finally {
      if (!body.drain()) {
        response.setHeader("Connection", "close");
      }
    }
  }

  private void hold(
      String method, CompletionStage<?> later, HttpServletRequest request, Reply reply) {
    HeldCall held = new HeldCall(method, request.startAsync(), reply);
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
