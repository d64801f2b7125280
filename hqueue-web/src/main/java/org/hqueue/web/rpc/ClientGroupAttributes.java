package org.hqueue.web.rpc;

import org.hqueue.clientgroup.ClientGroupView;

/** The attributes of a client group, {@code contract/api.md} section 3. */
final class ClientGroupAttributes {

  /** A group's view has no parts: all of it comes at once. */
  enum NoPart {}

  /** Every attribute, for many threads. */
  static final Attributes<ClientGroupView, NoPart> ALL =
      new Attributes<ClientGroupView, NoPart>(NoPart.class)
          .add("id", ClientGroupView::id)
          .add("name", ClientGroupView::name)
          .add("clients", ClientGroupView::clients);

  private ClientGroupAttributes() {}
}
