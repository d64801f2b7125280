package org.hqueue.agent.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.agent.server.NodeFacts;

/** The machine's GPUs, as {@code nvidia-smi} tells them. */
final class Gpus {
  private static final Logger LOG = Logger.getLogger(Gpus.class.getName());
  private static final int SECONDS = 10;

  private final String program;

  /** Asks the program, a path or a name to be looked up. */
  Gpus(String program) {
    this.program = program;
  }

  /** The GPUs now; none where there is no such program, or it says nothing usable. */
  List<NodeFacts.Gpu> list() throws InterruptedException {
    var gpus = new ArrayList<NodeFacts.Gpu>();
    try {
      var said =
          Programs.run(
              List.of(
                  program, "--query-gpu=index,name,memory.total", "--format=csv,noheader,nounits"),
              SECONDS);
      if (said.exitCode() == 0) {
        said.output().lines().forEach(line -> read(line, gpus));
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "No GPUs are told of", e); // not installed
    }
    return List.copyOf(gpus);
  }

  private static void read(String line, List<NodeFacts.Gpu> gpus) {
    int first = line.indexOf(',');
    int last = line.lastIndexOf(',');
    try {
      gpus.add(
          new NodeFacts.Gpu(
              Integer.parseInt(line.substring(0, first).strip()),
              line.substring(first + 1, last).strip(),
              Integer.parseInt(line.substring(last + 1).strip())));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      LOG.log(Level.FINE, "Not a GPU: {0}", line);
    }
  }
}
