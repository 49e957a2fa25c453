package dev.baton.http.socket;

/** What a client sent is no WebSocket protocol, or more than is read. */
final class ProtocolViolation extends Exception {
  private static final long serialVersionUID = 1L;

  private final CloseCode code;

  ProtocolViolation(CloseCode code, String what) {
    super(what, null, false, false);
    this.code = code;
  }

  CloseCode code() {
    return code;
  }
}
