package org.hqueue.folder;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.hqueue.database.IdBlocks;

/** The network folders. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class FolderStore {

  @PersistenceContext EntityManager entities;
  @Inject IdBlocks ids;

  /** Takes an id for a new folder; called before the transaction holds a connection. */
  public int reserve() {
    return ids.take(IdBlocks.Kind.NETWORK_FOLDER, 1);
  }

  /** Stores a new folder. */
  public void add(NetworkFolder folder) {
    entities.persist(folder);
    entities.flush();
  }

  /** Deletes a folder. */
  public void remove(NetworkFolder folder) {
    entities.remove(folder);
  }

  /** Every folder, by id. */
  public List<NetworkFolder> all() {
    return entities
        .createQuery("select f from NetworkFolder f order by f.id", NetworkFolder.class)
        .getResultList();
  }

  /** One folder. */
  public Optional<NetworkFolder> find(int id) {
    return Optional.ofNullable(entities.find(NetworkFolder.class, id));
  }

  /** The folder of that variable, exactly. */
  public Optional<NetworkFolder> findByVariable(String variable) {
    return entities
        .createQuery(
            "select f from NetworkFolder f where f.variable = :variable", NetworkFolder.class)
        .setParameter("variable", variable)
        .getResultStream()
        .findFirst();
  }
}
