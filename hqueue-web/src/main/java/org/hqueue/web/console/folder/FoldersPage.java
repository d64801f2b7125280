package org.hqueue.web.console.folder;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.hqueue.event.EventFeed;
import org.hqueue.folder.FolderService;
import org.hqueue.folder.FolderView;
import org.hqueue.folder.NetworkFolder;
import org.hqueue.web.console.PageLoad;

/** {@code folder/list.xhtml}: the folders that every machine sees. */
@Named
@RequestScoped
public class FoldersPage {

  /** A folder. */
  public record Row(FolderView folder) {

    /** Whether the farm always has it. */
    public boolean isRoot() {
      return folder.variable().equals(NetworkFolder.ROOT);
    }

    /** Whether no machine has a path for it. */
    public boolean isNowhere() {
      return (folder.linux() + folder.windows() + folder.windowsShare() + folder.macosx())
          .isEmpty();
    }
  }

  @EJB FolderService folders;
  @Inject EventFeed feed;
  @Inject PageLoad load;

  private List<Row> rows = List.of();
  private long feedNumber;

  /** Loads before the page is drawn. */
  public void load() {
    load.run("the network folders", this::read);
  }

  private void read() {
    feedNumber = feed.last();
    rows = folders.all().stream().map(Row::new).toList();
  }

  /** Every folder. */
  public List<Row> getRows() {
    return rows;
  }

  /** Whether there is none but the one that the farm always has. */
  public boolean isBare() {
    return rows.stream().allMatch(Row::isRoot);
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }
}
