package org.hqueue.clientgroup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.hqueue.database.IdBlocks;

/** The client groups. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class ClientGroupStore {

  @PersistenceContext EntityManager entities;
  @Inject IdBlocks ids;

  /** Takes an id for a new group; called before the transaction holds a connection. */
  public int reserve() {
    return ids.take(IdBlocks.Kind.CLIENT_GROUP, 1);
  }

  /** Stores a new group. */
  public void add(ClientGroup group) {
    entities.persist(group);
    entities.flush();
  }

  /** Deletes a group and its memberships. */
  public void remove(ClientGroup group) {
    entities.remove(group);
  }

  /** Every group, by name. */
  public List<ClientGroup> all() {
    return entities
        .createQuery("select g from ClientGroup g order by g.name", ClientGroup.class)
        .getResultList();
  }

  /** One group. */
  public Optional<ClientGroup> find(int id) {
    return Optional.ofNullable(entities.find(ClientGroup.class, id));
  }

  /** The group of that exact name. */
  public Optional<ClientGroup> findByName(String name) {
    return entities
        .createQuery("select g from ClientGroup g where g.name = :name", ClientGroup.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }
}
