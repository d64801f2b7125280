package org.hqueue.web.console.help;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.hqueue.web.rpc.ApiReference;

/** The reference of the API as a page. */
@Named
@RequestScoped
public class ApiPage {

  @Inject ApiReference reference;

  /** All functions, by what they are about. */
  public List<ApiReference.Section> getSections() {
    return reference.sections();
  }

  /** What {@code attribs} may name. */
  public List<ApiReference.Kind> getKinds() {
    return reference.kinds();
  }
}
