package dev.baton.http.socket;

import dev.baton.http.problem.Problem;

/** Why a connection ends, as RFC 6455 section 7.4.1 and the registry it founded number it. */
enum CloseCode {
  NORMAL(1000),
  PROTOCOL(1002),
  NOT_UTF_8(1007),
  POLICY(1008),
  TOO_LARGE(1009),
  /** The server stops: connect again at once, wherever that leads. */
  RESTART(1012),
  AGAIN_LATER(1013);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static CloseCode of(Problem problem) {
    return switch (problem.status()) {
      case 413 -> TOO_LARGE;
      case 408, 429, 503 -> AGAIN_LATER;
      default -> POLICY;
    };
  }
}
