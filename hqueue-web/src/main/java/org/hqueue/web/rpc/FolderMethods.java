package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.database.Retry;
import org.hqueue.folder.FolderService;
import org.hqueue.folder.FolderView;
import org.hqueue.folder.NetworkFolder;
import org.hqueue.folder.OperatingSystem;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The functions about network folders: each converts, calls one service, converts back. For many
 * threads.
 */
@ApplicationScoped
public class FolderMethods {

  private static final List<String> FIELDS =
      List.of("name", "variable", "linux", "windows", "windowsShare", "macosx");
  private static final FolderView EMPTY = new FolderView(0, "", "", "", "", "", "");

  @EJB FolderService folders;
  @Inject Retry retry;
  @Inject TroubleNotes trouble;

  /** The path of HQROOT; null for an operating system that nobody knows. */
  @Nullable String root(Params params, Caller caller) throws XmlRpcFault {
    Optional<OperatingSystem> system = platform(params.text(0, "platform"), caller);
    boolean isClient = !params.has(1) || Lenient.flag("is_client", params.raw(1));
    if (system.isEmpty()) {
      return null;
    }
    Optional<FolderView> folder = folders.byVariable(NetworkFolder.ROOT);
    if (folder.isEmpty()) {
      return null;
    }
    boolean share = isClient && system.get() == OperatingSystem.WINDOWS;
    String sharePath = share ? folder.get().windowsShare() : "";
    return sharePath.isEmpty() ? folder.get().path(system.get()) : sharePath;
  }

  /** The path of a folder; null when it has none there, or there is no such folder. */
  @Nullable String environmentRoot(Params params, Caller caller) throws XmlRpcFault {
    String variable = params.text(0, "name");
    Optional<OperatingSystem> system = platform(params.text(1, "platform"), caller);
    Optional<FolderView> folder = folders.byVariable(variable);
    if (system.isEmpty() || folder.isEmpty()) {
      return null;
    }
    String path = folder.get().path(system.get());
    return path.isEmpty() ? null : path;
  }

  private Optional<OperatingSystem> platform(String word, Caller caller) {
    Optional<OperatingSystem> system = OperatingSystem.ofWord(word);
    if (system.isEmpty()) {
      trouble.unknownPlatform(word, caller);
    }
    return system;
  }

  List<Map<String, Object>> list() {
    List<Map<String, Object>> structs = new ArrayList<>();
    for (FolderView folder : folders.all()) {
      structs.add(struct(folder));
    }
    return structs;
  }

  /** Fields that are left out stay as they are, or are empty in a new folder. */
  int save(Params params) throws XmlRpcFault {
    StructReader given = new StructReader("folder", params.given(0, "folder", "struct"));
    Map<String, String> fields = new HashMap<>();
    for (String field : FIELDS) {
      if (given.has(field)) {
        fields.put(field, given.text(field).strip());
      }
    }
    if (!given.has("id")) {
      return retry.call(() -> folders.create(changed(EMPTY, fields)));
    }
    int id = given.integer("id");
    retry.run(() -> folders.change(id, before -> changed(before, fields)));
    return id;
  }

  @Nullable Void delete(Params params) throws XmlRpcFault {
    int id = params.id(0, "folder_id");
    retry.run(() -> folders.delete(id));
    return null;
  }

  private static FolderView changed(FolderView before, Map<String, String> fields) {
    String variable = fields.getOrDefault("variable", before.variable());
    String name = fields.getOrDefault("name", before.name());
    return new FolderView(
        before.id(),
        name.isEmpty() ? variable : name,
        variable,
        fields.getOrDefault("linux", before.linux()),
        fields.getOrDefault("windows", before.windows()),
        fields.getOrDefault("windowsShare", before.windowsShare()),
        fields.getOrDefault("macosx", before.macosx()));
  }

  private static Map<String, Object> struct(FolderView folder) {
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("id", folder.id());
    struct.put("name", folder.name());
    struct.put("variable", folder.variable());
    struct.put("linux", folder.linux());
    struct.put("windows", folder.windows());
    struct.put("windowsShare", folder.windowsShare());
    struct.put("macosx", folder.macosx());
    return struct;
  }
}
