package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hqueue.database.Database;
import org.hqueue.database.IdBlocks;
import org.jspecify.annotations.Nullable;

/**
 * The label sets of jobs: all jobs with the same labels, own and inherited, share one. They never
 * change, so what was read once is kept. For many threads.
 */
@ApplicationScoped
public class LabelStore {

  private static final int KEPT = 10_000;

  @Inject Database database;
  @Inject IdBlocks ids;

  private final Map<Integer, Map<String, String>> read = new ConcurrentHashMap<>();

  /** Has ids at hand for as many new sets; called before the transaction holds a connection. */
  void ensureIds(int count) {
    ids.ensure(IdBlocks.Kind.LABEL_SET, count);
  }

  /** The ids of some sets, none of them empty; those without a row get one. */
  Map<Map<String, String>, Integer> idsOf(Set<? extends Map<String, String>> sets) {
    Map<String, SortedMap<String, String>> byDigest = new LinkedHashMap<>();
    for (Map<String, String> set : sets) {
      SortedMap<String, String> sorted = new TreeMap<>(set);
      byDigest.put(digest(sorted), sorted);
    }
    Map<Map<String, String>, Integer> found = new HashMap<>();
    database.queryIn(
        "select id, digest from label_set where digest in (:ids)",
        byDigest.keySet(),
        row -> found.put(byDigest.get(row.text("digest")), row.integer("id")));
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<@Nullable Object[]> items = new ArrayList<>();
    byDigest.forEach(
        (digest, set) -> {
          if (!found.containsKey(set)) {
            int id = ids.take(IdBlocks.Kind.LABEL_SET, 1);
            rows.add(new Object[] {id, digest});
            set.forEach((name, value) -> items.add(new Object[] {id, name, value}));
            found.put(set, id);
          }
        });
    database.insert("insert into label_set (id, digest) values (?, ?)", rows);
    database.insert(
        "insert into label_set_item (label_set_id, name, value_text) values (?, ?, ?)", items);
    return found;
  }

  /** The labels of some sets, by set. */
  Map<Integer, Map<String, String>> labels(Collection<Integer> setIds) {
    Map<Integer, Map<String, String>> labels = new HashMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (Integer id : setIds) {
      Map<String, String> known = read.get(id);
      if (known == null) {
        unknown.add(id);
      } else {
        labels.put(id, known);
      }
    }
    Map<Integer, Map<String, String>> fresh = new HashMap<>();
    database.queryIn(
        "select label_set_id, name, value_text from label_set_item where label_set_id in (:ids)",
        unknown,
        row ->
            fresh
                .computeIfAbsent(row.integer("label_set_id"), id -> new TreeMap<>())
                .put(row.text("name"), row.text("value_text")));
    if (read.size() + fresh.size() > KEPT) {
      read.clear();
    }
    read.putAll(fresh);
    labels.putAll(fresh);
    return labels;
  }

  private static String digest(SortedMap<String, String> set) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] text = JsonValues.write(set).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
