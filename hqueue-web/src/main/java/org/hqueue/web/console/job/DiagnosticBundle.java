package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.config.Settings;
import org.hqueue.config.ShownSetting;
import org.hqueue.job.JobOutputService;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobView;
import org.hqueue.job.StoredSpec;
import org.hqueue.schedule.WaitingService;
import org.hqueue.web.BuildVersion;

/**
 * A zip of all that helps somebody elsewhere to explain a job: its specification, state and events,
 * the end of its output, its clients, the server's version and settings without secrets. For many
 * threads.
 */
@ApplicationScoped
public class DiagnosticBundle {

  private static final long MOST_OUTPUT = 1 << 20;

  @EJB JobService jobs;
  @EJB WaitingService waiting;
  @EJB JobOutputService outputs;
  @EJB ClientService clients;
  @Inject Settings settings;
  @Inject Clock clock;

  /** Sends it as a download; 404 when there is no such job. */
  void send(int jobId, HttpServletResponse response) throws IOException {
    List<JobView> found =
        waiting.explained(jobs.views(List.of(jobId), EnumSet.allOf(JobPart.class)));
    if (found.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] zip = zip(found.get(0));
    response.setContentType("application/zip");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"job-" + jobId + "-diagnostics.zip\"");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(zip.length);
    response.getOutputStream().write(zip);
  }

  private byte[] zip(JobView job) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      JobSpec spec = job.spec();
      add(zip, "specification.json", spec == null ? "{}" : StoredSpec.write(spec));
      add(zip, "job.txt", facts(job));
      add(zip, "events.txt", events(job));
      add(zip, "clients.txt", clientFacts(job));
      add(zip, "server.txt", serverFacts());
      zip.putNextEntry(new ZipEntry("output-end.txt"));
      OptionalLong length = outputs.length(job.id());
      if (length.isPresent()) {
        long end = length.getAsLong();
        outputs.copy(job.id(), Math.max(0, end - MOST_OUTPUT), end, zip);
      }
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** One fact a line. Without its specification and log, which are files of their own. */
  static String facts(JobView job) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("id: " + job.id());
    lines.add("name: " + job.name());
    lines.add("status: " + job.status().word());
    lines.add("waitingFor: " + job.waitingFor());
    lines.add("failureReason: " + job.failureReason());
    lines.add("exitCode: " + job.exitCode());
    lines.add("root: " + job.rootId());
    lines.add("parents: " + job.parents());
    lines.add("tasks: " + job.tasks());
    lines.add("tries: " + job.tries() + ", " + job.triesLeft() + " left");
    lines.add("priority: " + job.priority());
    lines.add("progress: " + job.progress() + ", overall " + job.overallProgress());
    lines.add("times (UTC): " + job.times());
    return lines.toString();
  }

  private static String events(JobView job) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    List<JobView.LogLine> log = job.log() == null ? List.of() : job.log();
    log.forEach(line -> lines.add(line.at() + " " + line.text()));
    return lines.toString();
  }

  private String clientFacts(JobView job) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    List<JobView.OnClient> on = job.clients() == null ? List.of() : job.clients();
    List<Integer> ids = on.stream().map(JobView.OnClient::clientId).distinct().toList();
    if (!ids.isEmpty()) {
      for (ClientView client : clients.views(ids)) {
        lines.add(client.toString());
      }
    }
    return lines.toString();
  }

  private String serverFacts() {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("version: " + BuildVersion.TEXT);
    lines.add("time: " + clock.instant());
    lines.add("java: " + System.getProperty("java.version"));
    lines.add("os: " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
    for (ShownSetting one : settings.allShown()) {
      lines.add(one.key() + " = " + one.value());
    }
    return lines.toString();
  }
}
