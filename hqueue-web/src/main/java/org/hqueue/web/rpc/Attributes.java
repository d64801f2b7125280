package org.hqueue.web.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one kind of thing: the wire name of each, which part of the view it needs, and
 * how it is read from it. Immutable once filled; for many threads.
 *
 * @param <V> the view
 * @param <P> the parts that a view may be asked to hold
 */
final class Attributes<V, P extends Enum<P>> {

  private record Attribute<V, P>(@Nullable P part, Function<V, @Nullable Object> reader) {}

  private final Class<P> parts;
  private final Map<String, Attribute<V, P>> byName = new LinkedHashMap<>();

  Attributes(Class<P> parts) {
    this.parts = parts;
  }

  /** Adds one that every view holds. */
  Attributes<V, P> add(String name, Function<V, @Nullable Object> reader) {
    byName.put(name, new Attribute<>(null, reader));
    return this;
  }

  /** Adds one that needs a part. */
  Attributes<V, P> add(String name, P part, Function<V, @Nullable Object> reader) {
    byName.put(name, new Attribute<>(part, reader));
    return this;
  }

  /** Every name, in the order of the contract. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Those of the names asked for that exist; all of them when none is asked for. */
  List<String> known(Collection<String> asked) {
    if (asked.isEmpty()) {
      return names();
    }
    List<String> known = new ArrayList<>();
    for (String name : asked) {
      if (byName.containsKey(name)) {
        known.add(name);
      }
    }
    return known;
  }

  /** What a view must hold so that these can be read; {@code known} names only. */
  Set<P> partsFor(Collection<String> known) {
    Set<P> needed = EnumSet.noneOf(parts);
    for (String name : known) {
      P part = attribute(name).part();
      if (part != null) {
        needed.add(part);
      }
    }
    return needed;
  }

  /** The struct that goes out; {@code known} names only. */
  Map<String, @Nullable Object> read(V view, Collection<String> known) {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    for (String name : known) {
      struct.put(name, attribute(name).reader().apply(view));
    }
    return struct;
  }

  private Attribute<V, P> attribute(String name) {
    Attribute<V, P> attribute = byName.get(name);
    if (attribute == null) {
      throw new IllegalArgumentException("no attribute " + name);
    }
    return attribute;
  }
}
