package org.hqueue.folder;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hqueue.config.Settings;
import org.hqueue.database.BadValueException;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;

/** What is asked of network folders from outside. */
@Stateless
public class FolderService {

  @Inject FolderStore folders;
  @Inject EventStore events;
  @Inject Settings settings;
  @Inject Clock clock;

  /** Every folder, by id. */
  public List<FolderView> all() {
    return folders.all().stream().map(this::viewOf).toList();
  }

  /** One folder; empty when there is none. */
  public Optional<FolderView> find(int id) {
    return folders.find(id).map(this::viewOf);
  }

  /** The folder that jobs know by that variable; empty when there is none. */
  public Optional<FolderView> byVariable(String variable) {
    return folders.findByVariable(variable).map(this::viewOf);
  }

  /**
   * Stores a new folder.
   *
   * @param wanted all of it but the id
   * @return its id
   * @throws BadValueException when a field cannot be taken
   * @throws FolderRefusedException when another folder has the variable
   */
  public int create(FolderView wanted) {
    FolderRules.check(wanted);
    int id = folders.reserve();
    refuseTaken(wanted.variable(), id);
    NetworkFolder made = new NetworkFolder(id, wanted.name(), wanted.variable());
    made.become(wanted);
    folders.add(made);
    tell("network folder %s was created".formatted(wanted.variable()));
    return id;
  }

  /**
   * Changes a folder.
   *
   * @param change gets it as it is shown, gives it as it should be
   * @throws BadValueException when a field cannot be taken, or there is no such folder
   * @throws FolderRefusedException when another folder has the variable, or HQROOT would lose it
   */
  public void change(int id, UnaryOperator<FolderView> change) {
    NetworkFolder known = known(id);
    FolderView wanted = change.apply(viewOf(known));
    FolderRules.check(wanted);
    refuseTaken(wanted.variable(), id);
    if (known.variable().equals(NetworkFolder.ROOT)
        && !wanted.variable().equals(NetworkFolder.ROOT)) {
      throw new FolderRefusedException(Phrase.FOLDER_RENAMED.with());
    }
    known.become(wanted);
    tell("network folder %s was changed".formatted(wanted.variable()));
  }

  /**
   * Deletes a folder.
   *
   * @throws BadValueException when there is none
   * @throws FolderRefusedException when it is the one of HQROOT
   */
  public void delete(int id) {
    NetworkFolder known = known(id);
    if (known.variable().equals(NetworkFolder.ROOT)) {
      throw new FolderRefusedException(Phrase.FOLDER_DELETED.with());
    }
    folders.remove(known);
    tell("network folder %s was deleted".formatted(known.variable()));
  }

  private void tell(String text) {
    events.append(List.of(NewEvent.ofFarm(text)), clock.instant());
  }

  private void refuseTaken(String variable, int id) {
    Optional<NetworkFolder> other = folders.findByVariable(variable);
    if (other.isPresent() && other.get().id() != id) {
      throw new FolderRefusedException(Phrase.FOLDER_EXISTS.with(other.get().id(), variable));
    }
  }

  private NetworkFolder known(int id) {
    return folders
        .find(id)
        .orElseThrow(() -> BadValueException.unknownId("folder_id", "a network folder", id));
  }

  private FolderView viewOf(NetworkFolder folder) {
    FolderView stored = folder.view();
    if (folder.isSaved()) {
      return stored;
    }
    return new FolderView(
        stored.id(),
        stored.name(),
        stored.variable(),
        settings.sharedFolder("linux"),
        settings.sharedFolder("windows"),
        stored.windowsShare(),
        settings.sharedFolder("macosx"));
  }
}
