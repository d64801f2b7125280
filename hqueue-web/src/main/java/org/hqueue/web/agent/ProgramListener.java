package org.hqueue.web.agent;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.client.AgentProgram;

/** Tells the application, when it starts, which agent's program it carries. */
@WebListener
public class ProgramListener implements ServletContextListener {

  /** The file in the web archive. */
  static final String FILE = "/WEB-INF/agent/hqueue-agent.jar";

  private static final Logger LOG = Logger.getLogger(ProgramListener.class.getName());

  @Inject AgentProgram program;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    try (InputStream file = context.getResourceAsStream(FILE)) {
      if (file == null) {
        LOG.info("No agent is in this archive; agents are upgraded by hand");
      } else {
        program.carry(sha256(file));
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The agent in this archive cannot be read; nobody is upgraded", e);
    }
  }

  /** In lower case. */
  static String sha256(InputStream file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream in = new DigestInputStream(file, digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
