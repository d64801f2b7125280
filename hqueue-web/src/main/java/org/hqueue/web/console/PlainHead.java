package org.hqueue.web.console;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.render.Renderer;
import java.io.IOException;

/**
 * Draws the head of a page with what the page says, and nothing more. The head that PrimeFaces
 * draws holds a script within the page, which {@link ConsoleHeaders} forbids, and style sheets and
 * fonts for components that these pages dress themselves. For many threads.
 */
public class PlainHead extends Renderer<UIComponent> {

  @Override
  public void encodeBegin(FacesContext context, UIComponent head) throws IOException {
    context.getResponseWriter().startElement("head", head);
  }

  @Override
  public void encodeEnd(FacesContext context, UIComponent head) throws IOException {
    context.getResponseWriter().endElement("head");
  }
}
