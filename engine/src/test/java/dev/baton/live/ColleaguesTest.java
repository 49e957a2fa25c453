package dev.baton.live;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import dev.baton.identity.ConversationId;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What one node tells the others arrives whole, or they know that something is missing. */
class ColleaguesTest {
  private static final ActorTestKit KIT = ActorTestKit.create("colleagues");
  private static final WorkspaceId WORKSPACE = dev.baton.conversation.ConversationSamples.WORKSPACE;

  private final TestProbe<InboxBook.Message> here = KIT.createTestProbe();
  private final TestProbe<InboxBook.Message> there = KIT.createTestProbe();
  private final Colleagues telling = new Colleagues(System::nanoTime);
  private long now;
  private final Colleagues hearing = new Colleagues(() -> now);

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private Bulletin told(InboxChange... changes) {
    telling.become(Set.of(there.getRef()));
    for (InboxChange change : changes) {
      telling.gather(change);
    }
    telling.tell(here.getRef(), Set.of(WORKSPACE), changes.length == 0 ? 0 : 50);
    return there.expectMessageClass(Bulletin.class);
  }

  private static InboxChange change(String conversation, long rev) {
    return new InboxChange(null, InboxRows.waiting(conversation, rev));
  }

  @Test
  void aGapIsNoticed() {
    Bulletin first = told(change("cnv_a", 1));
    Bulletin lost = told(change("cnv_b", 1));
    Bulletin third = told();

    assertThat(hearing.hear(first).missed()).isFalse();
    assertThat(hearing.hear(third).missed()).isTrue();
    assertThat(lost.number()).isEqualTo(2);
    assertThat(hearing.hear(told()).missed()).isFalse();
  }

  @Test
  void whoComesLaterHasMissedWhatWasBefore() {
    told(change("cnv_a", 1));

    assertThat(hearing.hear(told()).missed()).isTrue();
  }

  @Test
  void rowsAreKeptUntilTheirNodeHasStoredThem() {
    hearing.hear(told(change("cnv_a", 2), change("cnv_a", 1), change("cnv_b", 5)));
    assertThat(hearing.unstored(WORKSPACE))
        .extracting(InboxEntry::conversation, InboxEntry::rev)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(new ConversationId("cnv_a"), 2L),
            org.assertj.core.groups.Tuple.tuple(new ConversationId("cnv_b"), 5L));

    now += Duration.ofSeconds(10).toNanos();
    Bulletin stillWaiting = new Bulletin(here.getRef(), 2, List.of(), List.of(), Set.of(), 10_000);
    hearing.hear(stillWaiting);
    assertThat(hearing.unstored(WORKSPACE)).hasSize(2);

    hearing.hear(new Bulletin(here.getRef(), 3, List.of(), List.of(), Set.of(), 0));
    assertThat(hearing.unstored(WORKSPACE)).isEmpty();
  }

  @Test
  void listsChangeWhenARowComesAndWhenItIsStored() {
    assertThat(hearing.hear(told(change("cnv_a", 2))).changed()).containsExactly(WORKSPACE);
    assertThat(hearing.hear(told()).changed()).isEmpty();

    now += Duration.ofSeconds(3).toNanos();
    assertThat(hearing.hear(told()).changed()).containsExactly(WORKSPACE);
    assertThat(hearing.hear(told()).changed()).isEmpty();
  }

  @Test
  void whoIsGoneIsForgotten() {
    hearing.become(Set.of(here.getRef()));
    hearing.hear(told(change("cnv_a", 1)));
    assertThat(hearing.open()).containsExactly(WORKSPACE);

    assertThat(hearing.become(Set.of(there.getRef()))).isTrue();

    assertThat(hearing.open()).isEmpty();
    assertThat(hearing.unstored(WORKSPACE)).isEmpty();
    assertThat(hearing.become(Set.of(there.getRef(), here.getRef()))).isFalse();
  }

  @Test
  void muchIsToldInSeveralPiecesWithNewsOnce() {
    telling.become(Set.of(there.getRef()));
    telling.gather(WORKSPACE, new InboxNews.SettingsChanged(3));
    IntStream.range(0, Colleagues.CHANGES_MAX + 1)
        .forEach(i -> telling.gather(change("cnv_" + i, 1)));

    telling.tell(here.getRef(), Set.of(), 0);

    Bulletin first = there.expectMessageClass(Bulletin.class);
    Bulletin second = there.expectMessageClass(Bulletin.class);
    assertThat(first.changes()).hasSize(Colleagues.CHANGES_MAX);
    assertThat(first.news()).hasSize(1);
    assertThat(second.changes()).hasSize(1);
    assertThat(second.news()).isEmpty();
    assertThat(telling.hasGathered()).isFalse();
  }

  @Test
  void nothingIsGatheredForNobody() {
    Colleagues alone = new Colleagues(System::nanoTime);
    alone.gather(change("cnv_a", 1));

    assertThat(alone.hasGathered()).isFalse();
  }

  @Test
  void bulletinsArriveAsTheyWere() {
    Bulletin bulletin =
        new Bulletin(
            here.getRef(),
            1,
            List.of(change("cnv_a", 1)),
            List.of(
                new Bulletin.Announced(WORKSPACE, new InboxNews.SettingsChanged(3)),
                new Bulletin.Announced(
                    WORKSPACE, new InboxNews.SourceRemoved(new SourceId("src_a")))),
            Set.of(WORKSPACE),
            12);

    KIT.serializationTestKit().verifySerialization(bulletin, true);
  }
}
