package org.hqueue.web.console.resource;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hqueue.event.EventFeed;
import org.hqueue.resource.ResourceHolder;
import org.hqueue.resource.ResourceService;
import org.hqueue.resource.ResourceUseService;
import org.hqueue.resource.ResourceView;
import org.hqueue.schedule.WaitingDemand;
import org.hqueue.web.console.PageLoad;

/** {@code resource/list.xhtml}: the farm's counters. */
@Named
@RequestScoped
public class ResourcesPage {

  /** A resource, who holds it, and ready jobs that demand it, by what else they demand. */
  public record Row(
      ResourceView resource, List<ResourceHolder> holders, List<WaitingDemand> waiting) {

    /** Units in use of those there are. */
    public String use() {
      return resource.inUse() + " / " + (isLimited() ? resource.maximum() : "∞");
    }

    /** Whether there is a maximum. */
    public boolean isLimited() {
      return resource.maximum() != ResourceView.UNLIMITED;
    }

    /** Whether more is in use than there is. */
    public boolean isDrained() {
      return isLimited() && resource.inUse() > resource.maximum();
    }
  }

  @EJB ResourceService resources;
  @EJB ResourceUseService uses;
  @Inject ResourceQueues queues;
  @Inject EventFeed feed;
  @Inject PageLoad load;

  private List<Row> rows = List.of();
  private long feedNumber;

  /** Loads before the page is drawn. */
  public void load() {
    load.run("the resources", this::read);
  }

  private void read() {
    feedNumber = feed.last();
    Map<Integer, List<ResourceHolder>> holders =
        uses.holders().stream().collect(Collectors.groupingBy(ResourceHolder::resourceId));
    List<WaitingDemand> demands = queues.now();
    rows =
        resources.all().stream()
            .map(
                resource ->
                    new Row(
                        resource,
                        holders.getOrDefault(resource.id(), List.of()),
                        demands.stream()
                            .filter(one -> one.demand().resources().containsKey(resource.name()))
                            .toList()))
            .toList();
  }

  /** Every resource. */
  public List<Row> getRows() {
    return rows;
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }
}
