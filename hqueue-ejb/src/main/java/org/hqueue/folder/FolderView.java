package org.hqueue.folder;

/**
 * A network folder, as it is shown and as it is saved.
 *
 * @param id the folder; 0 for one that is not stored yet
 * @param name for people
 * @param variable what scripts call it: the name of the environment variable that jobs get
 * @param linux where it is mounted on Linux; "" = nowhere, as for the others
 * @param windows the drive or path on Windows
 * @param windowsShare its share, {@code \\host\share}
 * @param macosx where it is mounted on macOS
 */
public record FolderView(
    int id,
    String name,
    String variable,
    String linux,
    String windows,
    String windowsShare,
    String macosx) {

  /** The path for a machine with that operating system, "" when there is none. */
  public String path(OperatingSystem system) {
    return switch (system) {
      case LINUX -> linux;
      case WINDOWS -> windows;
      case MACOSX -> macosx;
    };
  }
}
