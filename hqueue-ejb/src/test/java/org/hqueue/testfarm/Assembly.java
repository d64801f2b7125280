package org.hqueue.testfarm;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Does what the container does for our beans: one instance of each class, its fields set by type.
 */
final class Assembly {

  private final Map<Class<?>, Object> instances = new LinkedHashMap<>();

  /** Everybody who injects that type gets this. */
  <T> void put(Class<T> type, T instance) {
    instances.put(type, instance);
  }

  /** The one instance of a class, with everything it injects. */
  <T> T get(Class<T> type) {
    Object known = instances.get(type);
    if (known != null) {
      return type.cast(known);
    }
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      T made = constructor.newInstance();
      instances.put(type, made);
      inject(made);
      return made;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot assemble " + type, e);
    }
  }

  /** Sets the fields that the container would set. */
  void inject(Object target) {
    for (Class<?> type = target.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        boolean wanted =
            field.isAnnotationPresent(Inject.class)
                || field.isAnnotationPresent(EJB.class)
                || field.isAnnotationPresent(PersistenceContext.class)
                || (field.isAnnotationPresent(Resource.class)
                    && instances.containsKey(field.getType()));
        if (wanted) {
          try {
            field.setAccessible(true);
            field.set(target, get(field.getType()));
          } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot set " + field, e);
          }
        }
      }
    }
  }
}
