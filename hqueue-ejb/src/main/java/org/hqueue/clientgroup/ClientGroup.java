package org.hqueue.clientgroup;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** A named set of clients, to which jobs may be restricted. */
@Entity
@Table(name = "client_group")
public class ClientGroup {

  @Id private int id;

  private String name;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(
      name = "client_group_member",
      joinColumns = @JoinColumn(name = "group_id", referencedColumnName = "id"))
  @Column(name = "client_id")
  private Set<Integer> clientIds = new HashSet<>();

  @Version private int edition;

  /** For the persistence provider. */
  protected ClientGroup() {
    name = "";
  }

  /** An empty group. */
  public ClientGroup(int id, String name) {
    this.id = id;
    this.name = name;
  }

  /** Takes a client in; nothing changes when it is in already. */
  public void add(int clientId) {
    clientIds.add(clientId);
  }

  /** Lets a client go; nothing changes when it is not in. */
  public void remove(int clientId) {
    clientIds.remove(clientId);
  }

  /** Takes another name. */
  public void rename(String newName) {
    name = newName;
  }

  /** Its number. */
  public int id() {
    return id;
  }

  /** Its name, exact. */
  public String name() {
    return name;
  }

  /** Its members, ascending. */
  public Set<Integer> clientIds() {
    return new TreeSet<>(clientIds);
  }
}
