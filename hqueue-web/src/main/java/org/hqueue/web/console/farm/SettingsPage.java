package org.hqueue.web.console.farm;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import org.hqueue.config.Settings;
import org.hqueue.config.ShownSetting;
import org.hqueue.web.BuildVersion;
import org.hqueue.web.console.Viewer;

/** {@code farm/settings.xhtml}: what is set, and where it came from. */
@Named
@RequestScoped
public class SettingsPage {

  /** A setting, with the word for where it came from; {@code given} unless nothing was set. */
  public record Row(ShownSetting setting, String source, boolean given) {}

  @Inject Settings settings;
  @Inject Viewer viewer;

  /** Every setting. */
  public List<Row> getRows() {
    return settings.allShown().stream().map(this::row).toList();
  }

  private Row row(ShownSetting setting) {
    String source = setting.source().name().toLowerCase(Locale.ROOT);
    return new Row(
        setting,
        viewer.texts().get("settings.from." + source),
        setting.source() != ShownSetting.Source.STANDARD);
  }

  /** Keys of the file that set nothing. */
  public List<String> getUnknown() {
    return settings.unknownKeys();
  }

  /** The folder of the file. */
  public String getHome() {
    return settings.home().toString();
  }

  /** Of this server. */
  public String getVersion() {
    return BuildVersion.TEXT;
  }
}
