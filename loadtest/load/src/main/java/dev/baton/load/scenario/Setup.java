package dev.baton.load.scenario;

import dev.baton.load.plan.Plan;
import dev.baton.load.record.Talk;
import dev.baton.load.wire.Api;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Begins the conversations of a run. What is said here is no part of its record. */
final class Setup {
  private final Plan plan;
  private final Api api;
  private final String workspace;
  private final String run;

  /**
   * For one run.
   *
   * @param run tells its keys from those of other runs
   */
  Setup(Plan plan, Api api, String workspace, String run) {
    this.plan = plan;
    this.api = api;
    this.workspace = workspace;
    this.run = run;
  }

  /**
   * The conversations, begun.
   *
   * @param owned whether operators own them: the customer asks for a person, so that nothing is
   *     asked of the agent, and an operator replies
   * @param done told how many are ready
   */
  List<Talk> talks(boolean owned, IntConsumer done) throws InterruptedException {
    SortedMap<Integer, Talk> talks = new ConcurrentSkipListMap<>();
    AtomicInteger count = new AtomicInteger();
    Together.each(
        plan.conversations(),
        Together.WIDTH,
        index -> {
          talks.put(index, owned ? owned(index) : begun(index));
          done.accept(count.incrementAndGet());
        });
    return List.copyOf(talks.values());
  }

  private Talk begun(int index) throws InterruptedException {
    Api.Begun begun = api.begin(workspace);
    return new Talk(index, begun.conversation(), begun.token(), 0, 0);
  }

  private Talk owned(int index) throws InterruptedException {
    Api.Begun begun = api.begin(workspace);
    api.human(begun.token(), run + "-human-" + index);
    Api.Answered answered =
        api.reply(begun.conversation(), run + "-hello-" + index, "Hello, what can I do for you?");
    return new Talk(index, begun.conversation(), begun.token(), answered.seq(), answered.rev());
  }
}
