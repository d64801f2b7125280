package org.hqueue.job;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** A parent waits for a child. Written in batches by {@link JobInsertStore}; mapped for lists. */
@Entity
@Table(name = "job_link")
@IdClass(JobLink.Key.class)
public class JobLink {

  @Id
  @Column(name = "parent_id")
  private int parentId;

  @Id
  @Column(name = "child_id")
  private int childId;

  private boolean late;

  /** For the persistence provider. */
  protected JobLink() {}

  /** The job that waits. */
  public int parentId() {
    return parentId;
  }

  /** The job that it waits for. */
  public int childId() {
    return childId;
  }

  /** Whether the child came after the parent's command had started. */
  public boolean isLate() {
    return late;
  }

  /** Both ends. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    private int parentId;
    private int childId;

    /** For the persistence provider. */
    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.parentId == parentId && key.childId == childId;
    }

    @Override
    public int hashCode() {
      return Objects.hash(parentId, childId);
    }
  }
}
