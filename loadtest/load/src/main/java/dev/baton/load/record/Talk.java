package dev.baton.load.record;

/**
 * One conversation of the run: its customer's secret, what both sides said, what each was shown.
 */
public final class Talk {
  private final int index;
  private final String conversation;
  private final String token;
  private final Lane byCustomer = new Lane();
  private final Lane byOperator = new Lane();
  private final Received seenByCustomer;
  private final Received seenByOperator;

  /**
   * A conversation that has begun.
   *
   * @param seq of its last message
   * @param rev of its last entry
   */
  public Talk(int index, String conversation, String token, long seq, long rev) {
    this.index = index;
    this.conversation = conversation;
    this.token = token;
    this.seenByCustomer = new Received(seq);
    this.seenByOperator = new Received(rev);
  }

  public int index() {
    return index;
  }

  public String conversation() {
    return conversation;
  }

  public String token() {
    return token;
  }

  public Lane lane(Side side) {
    return side == Side.CUSTOMER ? byCustomer : byOperator;
  }

  /** The customer sees {@code seq}, the operator {@code rev}. */
  public Received seenBy(Side side) {
    return side == Side.CUSTOMER ? seenByCustomer : seenByOperator;
  }
}
