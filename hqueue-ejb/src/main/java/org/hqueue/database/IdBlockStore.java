package org.hqueue.database;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** The rows that blocks of ids come from. */
@Stateless
public class IdBlockStore {

  @Inject Database database;

  /** Moves a row on by {@code count} in a transaction of its own; the first id of the block. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public long advance(String name, int count) {
    return advanceInside(name, count);
  }

  /** Holds a row until the surrounding transaction ends; waits for another one that holds it. */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public void lockInside(String name) {
    database.query(
        "select next_id from id_block where name = ? for update",
        row -> row.number("next_id"),
        name);
  }

  /** Moves a row on within the surrounding transaction, which holds the row until it ends. */
  @TransactionAttribute(TransactionAttributeType.MANDATORY)
  public long advanceInside(String name, int count) {
    if (database.update("update id_block set next_id = next_id + ? where name = ?", count, name)
        != 1) {
      throw new IllegalStateException("no block of ids named " + name);
    }
    return database
            .first(
                "select next_id from id_block where name = ?", row -> row.number("next_id"), name)
            .orElseThrow()
        - count;
  }
}
