package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.phrase.Phrase;
import org.hqueue.resource.ResourceStore;
import org.hqueue.resource.ResourceView;

/**
 * Refuses names of resources that nobody has defined, except those that begin with {@value
 * ResourceStore#KNOWN_PREFIX}: they are made known, per machine and unlimited, so that scripts of
 * newer versions go on.
 */
@ApplicationScoped
public class ResourceNames {

  @Inject ResourceStore resources;

  /** Has ids at hand for new names; called before the transaction holds a connection. */
  void ensureIds(int count) {
    if (count > 0) {
      resources.ensureIds(count);
    }
  }

  /**
   * Checks some names.
   *
   * @param pathByName where each is, for the refusal
   * @throws BadSpecException when one is unknown
   */
  void check(Map<String, String> pathByName) {
    if (pathByName.isEmpty()) {
      return;
    }
    Set<String> known = resources.known(pathByName.keySet());
    new TreeMap<>(pathByName)
        .forEach(
            (name, path) -> {
              if (known.contains(name)) {
                return;
              }
              if (!name.startsWith(ResourceStore.KNOWN_PREFIX)) {
                throw new BadSpecException(path, Phrase.NO_SUCH_RESOURCE.with(name));
              }
              resources.insert(
                  new ResourceView(
                      resources.reserve(), name, ResourceView.UNLIMITED, 0, true, false));
            });
  }
}
