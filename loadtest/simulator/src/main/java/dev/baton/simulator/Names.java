package dev.baton.simulator;

import dev.baton.conversation.Principal;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import dev.baton.identity.RequestId;

/** Names that every history uses again: checking their form anew would cost a tenth of the time. */
final class Names {
  private static final int SHARED = 512;

  /** Most operators in one history. */
  static final int OPERATORS_MAX = 8;

  private static final IdempotencyKey[] KEYS = new IdempotencyKey[SHARED];
  private static final RequestId[] REQUESTS = new RequestId[SHARED];
  private static final Principal.Operator[] OPERATORS = new Principal.Operator[OPERATORS_MAX];

  static {
    for (int i = 0; i < SHARED; i++) {
      KEYS[i] = new IdempotencyKey("k" + i);
      REQUESTS[i] = new RequestId("req_" + i);
    }
    for (int i = 0; i < OPERATORS_MAX; i++) {
      OPERATORS[i] = new Principal.Operator(new OperatorId("opr_" + i), "Operator " + i);
    }
  }

  private Names() {}

  static IdempotencyKey key(int number) {
    return number < SHARED ? KEYS[number] : new IdempotencyKey("k" + number);
  }

  static RequestId request(int number) {
    return number < SHARED ? REQUESTS[number] : new RequestId("req_" + number);
  }

  static Principal.Operator operator(int number) {
    return OPERATORS[number];
  }
}
