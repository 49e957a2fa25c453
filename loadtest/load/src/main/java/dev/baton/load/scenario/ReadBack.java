package dev.baton.load.scenario;

import dev.baton.load.plan.Plan;
import dev.baton.load.record.Book;
import dev.baton.load.record.Judge;
import dev.baton.load.record.Side;
import dev.baton.load.record.Stored;
import dev.baton.load.record.Talk;
import dev.baton.load.wire.Api;
import dev.baton.load.wire.FrameWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Reads the conversations in which something was said, and has them judged.
 *
 * @param read conversations that were read
 * @param of conversations in which something was said
 */
public record ReadBack(int read, int of, long stored, long unknown) {
  static ReadBack of(Plan plan, Api api, Book book, FrameWriter writer)
      throws InterruptedException {
    List<Talk> all = new ArrayList<>(book.talks().stream().filter(ReadBack::saidAnything).toList());
    int wanted = plan.readBack() == Plan.EVERYTHING ? all.size() : plan.readBack();
    Collections.shuffle(all, new Random(plan.seed()));
    List<Talk> some = all.subList(0, Math.min(wanted, all.size()));
    Judge judge = new Judge(book, writer::text);
    Together.each(
        some.size(),
        Together.WIDTH,
        index -> {
          Talk talk = some.get(index);
          List<Stored> history = api.history(talk.token(), book.keys());
          synchronized (judge) {
            judge.history(talk, history);
          }
        });
    judge.shown();
    return new ReadBack(some.size(), all.size(), judge.stored(), judge.unknown());
  }

  private static boolean saidAnything(Talk talk) {
    return talk.lane(Side.CUSTOMER).size() + talk.lane(Side.OPERATOR).size() > 0;
  }
}
