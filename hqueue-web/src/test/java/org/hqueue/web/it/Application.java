package org.hqueue.web.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What every test in the container deploys: the WAR that the build has made, and this package. */
final class Application {
  private static final File WAR = new File("target/hqueue-web.war");

  private Application() {}

  static WebArchive withTests() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, WAR)
        .addPackage(Application.class.getPackage());
  }
}
