package org.hqueue.web.rpc;

import org.hqueue.xmlrpc.XmlRpcCall;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** Is told one call, then its answer. For one thread at a time. */
interface CallRecording {

  /** For calls that are not recorded. */
  CallRecording NONE =
      new CallRecording() {
        @Override
        public void call(XmlRpcCall call) {}

        @Override
        public void answer(@Nullable Object value) {}

        @Override
        public void fault(XmlRpcFault fault) {}
      };

  /** What was asked; not told of what cannot be read. */
  void call(XmlRpcCall call);

  /** What is answered, null for nil. */
  void answer(@Nullable Object value);

  /** What is answered instead of a value. */
  void fault(XmlRpcFault fault);
}
