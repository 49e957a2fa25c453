package dev.baton.cli;

import java.util.Random;

/** Sentences about orders, of the lengths that people write in chats. */
final class GeneratedText {
  private static final int SENTENCES_MOST = 4;
  private static final String[] BEGINS = {
    "I ordered on Monday and", "The parcel that you sent and", "My invoice says that",
    "Your driver told me that", "According to the tracking page", "The colleague before said",
    "When I opened the box", "For the second time this month"
  };
  private static final String[] ENDS = {
    "nothing has moved since.", "the number on the label is another one.",
    "it should have been here yesterday.", "the depot has no record of it.",
    "I was charged twice for the same thing.", "one of the three lamps is broken.",
    "the address has been changed without asking.", "I would like to send it back."
  };

  private GeneratedText() {}

  static String next(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(SENTENCES_MOST); left > 0; left--) {
      text.append(text.isEmpty() ? "" : " ")
          .append(BEGINS[random.nextInt(BEGINS.length)])
          .append(' ')
          .append(ENDS[random.nextInt(ENDS.length)]);
    }
    return text.append(" (").append(random.nextInt(1_000_000)).append(')').toString();
  }
}
