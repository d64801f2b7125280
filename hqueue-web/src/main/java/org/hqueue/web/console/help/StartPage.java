package org.hqueue.web.console.help;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.hqueue.client.AgentProgram;
import org.hqueue.web.console.OwnAddress;

/** {@code help/start.xhtml}: how to begin, with this server's own address filled in. */
@Named
@RequestScoped
public class StartPage {

  private static final String JAVA =
      "java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar hqueue-agent.jar";

  @Inject HttpServletRequest request;
  @Inject AgentProgram program;

  /** Where the viewer has reached this server. */
  public String getAddress() {
    return OwnAddress.of(request);
  }

  /** Whether other machines cannot reach that. */
  public boolean isLoopback() {
    return OwnAddress.isLoopback(getAddress());
  }

  /** Whether the agent can be fetched from here. */
  public boolean isCarrying() {
    return !program.hash().isEmpty();
  }

  /** What fetches the agent. */
  public String getFetch() {
    return "curl -fO " + getAddress() + AgentProgram.PATH;
  }

  /** What runs the agent. */
  public String getRun() {
    return JAVA + " --server " + getAddress();
  }

  /** What makes the agent a service. */
  public String getInstall() {
    return "java -jar hqueue-agent.jar install --help";
  }

  /** A script that submits a job with children, and waits for it. */
  public String getPython() {
    return """
        import time
        import xmlrpc.client

        farm = xmlrpc.client.ServerProxy("%s")
        ids = farm.newjob({
            "name": "shot 010",
            "children": [
                {"name": "frame %%d" %% n, "command": "echo rendering %%d; sleep 5" %% n, "cpus": 1}
                for n in range(1, 11)
            ],
        })
        while farm.getJob(ids[0], ["status"])["status"] not in ("succeeded", "failed", "cancelled"):
            time.sleep(1)
        print(farm.getJob(ids[0], ["status", "tasks"]))
        print(farm.getJobOutput(ids[1]))
        """
        .formatted(getAddress());
  }
}
