package org.hqueue.web.console.job;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.hqueue.job.JobOutputService;

/** Sends a job's output as plain text, or the part of it that was asked for. For one thread. */
final class OutputDownload {

  private final JobOutputService outputs;
  private final int jobId;

  OutputDownload(JobOutputService outputs, int jobId) {
    this.outputs = outputs;
    this.jobId = jobId;
  }

  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    OptionalLong known = outputs.length(jobId);
    if (known.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    long length = known.getAsLong();
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    // An empty text has no part that could be sent: the whole of it is.
    Optional<ByteRange> asked =
        length == 0 ? Optional.empty() : ByteRange.of(request.getHeader("Range"), length);
    if (asked.isPresent() && asked.get().isEmpty()) {
      response.setHeader("Content-Range", "bytes */" + length);
      response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
      return;
    }
    ByteRange range = asked.orElse(new ByteRange(0, length));
    if (asked.isPresent()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(
          "Content-Range", "bytes " + range.start() + "-" + (range.end() - 1) + "/" + length);
    }
    response.setContentLengthLong(range.end() - range.start());
    if (!"HEAD".equals(request.getMethod())) {
      outputs.copy(jobId, range.start(), range.end(), response.getOutputStream());
    }
  }
}
