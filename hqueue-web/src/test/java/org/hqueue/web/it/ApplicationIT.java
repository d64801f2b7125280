package org.hqueue.web.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hqueue.client.Client;
import org.hqueue.client.Machine;
import org.hqueue.clientgroup.ClientGroup;
import org.hqueue.folder.NetworkFolder;
import org.hqueue.job.Job;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application as the container has put it together. */
@ExtendWith(ArquillianExtension.class)
class ApplicationIT {
  @Inject JobService jobs;
  @Inject EntityStore entities;

  @Deployment
  static WebArchive application() {
    return Application.withTests();
  }

  @Test
  void aSubmittedJobCanBeRead() {
    List<Integer> ids =
        jobs.submit(List.of(JobSpec.ofCommand("in the container", "true")), List.of(), List.of());
    List<JobView> views = jobs.views(ids, EnumSet.allOf(JobPart.class));
    assertEquals(1, views.size());
    assertEquals("in the container", views.get(0).name());
    assertEquals(JobStatus.RUNNABLE, views.get(0).status());
    assertTrue(jobs.idsByStatus(EnumSet.of(JobStatus.RUNNABLE)).containsAll(ids));
  }

  @Test
  void everyEntityIsSavedAndReloadedOnTheMigratedSchema() {
    Client client = new Client(900_001, "Node-1", "b", 1_000);
    client.joinedBy("agent", "session", 2_000, "boot");
    client.offers(new Machine("linux-x86_64", 8, 16_000_000L), "0.1", 5001);
    entities.save(client);
    Client storedClient = entities.load(Client.class, 900_001);
    assertEquals("Node-1", storedClient.hostname());
    assertEquals(8, storedClient.cpus());

    ClientGroup group = new ClientGroup(900_002, "High Mem");
    group.add(900_001);
    entities.save(group);
    ClientGroup storedGroup = entities.load(ClientGroup.class, 900_002);
    assertEquals("High Mem", storedGroup.name());
    assertEquals(Set.of(900_001), storedGroup.clientIds());

    NetworkFolder folder = new NetworkFolder(900_003, "Projects", "PROJECTS");
    entities.save(folder);
    assertEquals("PROJECTS", entities.load(NetworkFolder.class, 900_003).variable());

    // Jobs are written by JDBC alone, in batches.
    int id = jobs.submit(List.of(JobSpec.ofCommand("entity", "true")), List.of(), List.of()).get(0);
    Job storedJob = entities.load(Job.class, id);
    assertEquals("entity", storedJob.name());
    assertEquals(JobStatus.RUNNABLE, storedJob.status());

    assertEquals(
        Set.of(Client.class, ClientGroup.class, Job.class, NetworkFolder.class),
        Set.copyOf(entities.classes()),
        "an entity that this test does not know");
  }
}
