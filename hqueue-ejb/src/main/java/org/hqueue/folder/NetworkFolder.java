package org.hqueue.folder;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/**
 * A folder that every machine sees. The one of the variable {@value #ROOT} is there from the start,
 * with HQueue's defaults, and stays; the settings count in place of its paths until it is first
 * saved.
 */
@Entity
@Table(name = "network_folder")
public class NetworkFolder {

  /** The variable of the folder that each farm has. */
  public static final String ROOT = "HQROOT";

  @Id private int id;

  private String name;

  @Column(name = "variable_name")
  private String variable;

  @Column(name = "linux_path")
  private String linux = "";

  @Column(name = "windows_path")
  private String windows = "";

  @Column(name = "windows_share")
  private String windowsShare = "";

  @Column(name = "macosx_path")
  private String macosx = "";

  private boolean saved;

  @Version private int edition;

  /** For the persistence provider. */
  protected NetworkFolder() {
    name = "";
    variable = "";
  }

  /** A folder without paths. */
  public NetworkFolder(int id, String name, String variable) {
    this.id = id;
    this.name = name;
    this.variable = variable;
  }

  /** Takes over everything but the id. */
  public void become(FolderView wanted) {
    name = wanted.name();
    variable = wanted.variable();
    linux = wanted.linux();
    windows = wanted.windows();
    windowsShare = wanted.windowsShare();
    macosx = wanted.macosx();
    saved = true;
  }

  /** Its number. */
  public int id() {
    return id;
  }

  /** The environment variable of jobs that holds its path. */
  public String variable() {
    return variable;
  }

  /** Whether somebody has saved it, so that the settings count no more. */
  public boolean isSaved() {
    return saved;
  }

  /** What is shown of it. */
  public FolderView view() {
    return new FolderView(id, name, variable, linux, windows, windowsShare, macosx);
  }
}
