package org.hqueue.client;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The agent's program that this server carries. Told once, while the application starts; for many
 * threads.
 */
@ApplicationScoped
public class AgentProgram {

  /** Where it is fetched, below the server's address. */
  public static final String PATH = "/agent/hqueue-agent.jar";

  private volatile String hash = "";

  /** The server carries this program, by the SHA-256 of its file in lower case. */
  public void carry(String sha256) {
    hash = sha256;
  }

  /** SHA-256 of the file in lower case; "" when the server carries none. */
  public String hash() {
    return hash;
  }
}
