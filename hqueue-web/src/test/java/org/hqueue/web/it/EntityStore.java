package org.hqueue.web.it;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;

/** Saves and reloads entities, each call in a transaction of its own. */
@Stateless
public class EntityStore {
  @PersistenceContext EntityManager entities;

  /** The classes of all entities that the persistence unit knows. */
  public List<Class<?>> classes() {
    return entities.getMetamodel().getEntities().stream()
        .<Class<?>>map(EntityType::getJavaType)
        .toList();
  }

  /** Inserts an entity. */
  public void save(Object entity) {
    entities.persist(entity);
  }

  /**
   * Reads an entity, lazy parts included.
   *
   * @throws IllegalStateException if there is none
   */
  public <T> T load(Class<T> type, int id) {
    T found = entities.find(type, id);
    if (found == null) {
      throw new IllegalStateException("no " + type.getSimpleName() + " " + id);
    }
    return found;
  }
}
