package org.hqueue.resource;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.hqueue.database.BadValueException;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/** What is asked of the farm's counters from outside (jobs.md section 4). */
@Stateless
public class ResourceService {

  private static final int LONGEST_NAME = 255;

  @Inject ResourceStore resources;
  @Inject EventStore events;
  @Inject Clock clock;

  /** Every resource, by id. */
  public List<ResourceView> all() {
    return resources.all();
  }

  /**
   * Stores a new resource.
   *
   * @param maximum units, -1 = unlimited
   * @return its id
   * @throws BadValueException when a value cannot be taken
   * @throws ResourceRefusedException when the name is in use
   */
  public int create(String name, int maximum, boolean perMachine) {
    String wanted = name.strip();
    if (wanted.isEmpty() || wanted.length() > LONGEST_NAME) {
      throw new BadValueException(
          "name: " + Phrase.NAME_LENGTH.with(LONGEST_NAME, wanted.length()));
    }
    requireMaximum(maximum);
    int id = resources.reserve();
    resources
        .findByName(wanted)
        .ifPresent(
            other -> {
              throw new ResourceRefusedException(Phrase.RESOURCE_EXISTS.with(wanted, other.id()));
            });
    resources.insert(new ResourceView(id, wanted, maximum, 0, perMachine, false));
    tell("resource %s was created, maximum %s".formatted(wanted, told(maximum)));
    return id;
  }

  /**
   * Changes a resource.
   *
   * @param maximum units, -1 = unlimited, null = as it is
   * @param perMachine null = as it is
   * @param drain whether the maximum may be below what is in use: then running jobs keep theirs,
   *     and none starts until the use is below
   * @throws BadValueException when a value cannot be taken, or there is no such resource
   * @throws ResourceRefusedException when more is in use than the new maximum, or the way of
   *     counting would change while any is in use
   */
  public void change(
      int id, @Nullable Integer maximum, @Nullable Boolean perMachine, boolean drain) {
    resources.lockFarm();
    ResourceView known = known(id);
    int newMaximum = maximum == null ? known.maximum() : maximum;
    boolean newPerMachine = perMachine == null ? known.perMachine() : perMachine;
    requireMaximum(newMaximum);
    if (newPerMachine != known.perMachine() && known.inUse() > 0) {
      throw new ResourceRefusedException(Phrase.RESOURCE_IN_USE.with(known.inUse(), known.name()));
    }
    boolean below = newMaximum != ResourceView.UNLIMITED && newMaximum < known.inUse();
    if (below && !drain) {
      throw new ResourceRefusedException(
          Phrase.RESOURCE_NEEDS_DRAIN.with(known.inUse(), known.name()));
    }
    resources.update(id, newMaximum, newPerMachine);
    tell("resource %s: maximum %s".formatted(known.name(), told(newMaximum)));
  }

  /**
   * Deletes a resource.
   *
   * @throws BadValueException when there is none
   * @throws ResourceRefusedException when it is built in, held, or named by an unfinished job
   */
  public void delete(int id) {
    resources.lockFarm();
    ResourceView known = known(id);
    if (known.builtIn()) {
      throw new ResourceRefusedException(Phrase.RESOURCE_BUILT_IN.with(known.name()));
    }
    List<Integer> namedBy = resources.unfinishedJobsNaming(known.name());
    if (known.inUse() > 0 || !namedBy.isEmpty()) {
      throw new ResourceRefusedException(
          namedBy.isEmpty()
              ? Phrase.RESOURCE_NEEDED.with(known.name())
              : Phrase.RESOURCE_NEEDED_BY.with(known.name(), namedBy));
    }
    resources.delete(id);
    tell("resource " + known.name() + " was deleted");
  }

  private static void requireMaximum(int maximum) {
    if (maximum < ResourceView.UNLIMITED) {
      throw new BadValueException("maximum: " + Phrase.TOO_SMALL.with(-1, maximum));
    }
  }

  private static String told(int maximum) {
    return maximum == ResourceView.UNLIMITED ? "unlimited" : Integer.toString(maximum);
  }

  private ResourceView known(int id) {
    return resources
        .find(id)
        .orElseThrow(() -> BadValueException.unknownId("resource_id", "a resource", id));
  }

  private void tell(String text) {
    events.append(List.of(NewEvent.ofFarm(text)), clock.instant());
  }
}
