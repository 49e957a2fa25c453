package dev.baton.live;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.BEN;
import static dev.baton.conversation.ConversationSamples.WORKSPACE;
import static dev.baton.live.InboxRows.agents;
import static dev.baton.live.InboxRows.change;
import static dev.baton.live.InboxRows.move;
import static dev.baton.live.InboxRows.ownedBy;
import static dev.baton.live.InboxRows.row;
import static dev.baton.live.InboxRows.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import dev.baton.identity.OperatorId;
import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxEntry.OwnerKind;
import dev.baton.inboxview.InboxStore.View;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever watches a list hears of what is in it and of what leaves it, and of nothing else. */
class InboxAudienceTest {
  private static final OperatorId ANNAS = ANNA.id();
  private static final OperatorId BENS = BEN.id();

  private final InboxAudience audience = new InboxAudience();
  private final TestInbox<InboxNews> anna = TestInbox.create("anna");
  private final TestInbox<InboxNews> ben = TestInbox.create("ben");

  @BeforeEach
  void open() {
    audience.add(anna.getRef(), ANNAS);
    audience.add(ben.getRef(), BENS);
  }

  @Test
  void atFirstItIsTheQueueAndOnesOwn() {
    tells(
        change(waiting("cnv_waits", 1)),
        change(agents("cnv_agents", 1)),
        change(ownedBy(ANNAS, "cnv_annas", 1)),
        change(ownedBy(BENS, "cnv_bens", 1)),
        change(row(WORKSPACE, "cnv_closed", 1, OwnerKind.NONE, null)));

    assertThat(toldTo(anna))
        .containsExactly(waiting("cnv_waits", 1), ownedBy(ANNAS, "cnv_annas", 1));
    assertThat(toldTo(ben)).containsExactly(waiting("cnv_waits", 1), ownedBy(BENS, "cnv_bens", 1));
  }

  @Test
  void eachListIsToldToThoseWhoWatchIt() {
    for (View view : View.values()) {
      audience.watch(anna.getRef(), EnumSet.of(view));
      audience.watch(ben.getRef(), EnumSet.noneOf(View.class));
      List<InboxEntry> rows =
          List.of(
              waiting("cnv_waits", 1),
              agents("cnv_agents", 1),
              ownedBy(ANNAS, "cnv_annas", 1),
              ownedBy(BENS, "cnv_bens", 1),
              row(WORKSPACE, "cnv_closed", 1, OwnerKind.NONE, null));

      tells(rows.stream().map(InboxRows::change).toArray(InboxChange[]::new));

      assertThat(toldTo(anna))
          .as("%s", view)
          .isNotEmpty()
          .isEqualTo(rows.stream().filter(one -> view.holds(one.placement(), ANNAS)).toList());
      assertThat(toldTo(ben)).isEmpty();
    }
  }

  @Test
  void whatLeavesAListIsToldToThoseWhoWatchThatList() {
    InboxEntry handedBack = agents("cnv_a", 2);
    InboxEntry takenFromAnna = ownedBy(BENS, "cnv_b", 2);

    tells(
        move(waiting("cnv_a", 1), handedBack),
        move(ownedBy(ANNAS, "cnv_b", 1), takenFromAnna),
        move(agents("cnv_c", 1), row(WORKSPACE, "cnv_c", 2, OwnerKind.NONE, null)));

    assertThat(toldTo(anna)).containsExactly(handedBack, takenFromAnna);
    assertThat(toldTo(ben)).containsExactly(handedBack, takenFromAnna);
  }

  @Test
  void aConversationThatHasJustBegunIsToldWhereItIs() {
    audience.watch(anna.getRef(), EnumSet.of(View.AGENT));

    tells(new InboxChange(null, agents("cnv_a", 1)));

    assertThat(toldTo(anna)).containsExactly(agents("cnv_a", 1));
    assertThat(toldTo(ben)).isEmpty();
  }

  @Test
  void ofSeveralChangesTheNewestIsToldInWhateverOrderTheyCame() {
    tells(change(waiting("cnv_a", 2)), change(waiting("cnv_b", 1)), change(waiting("cnv_a", 1)));

    assertThat(toldTo(anna)).containsExactly(waiting("cnv_a", 2), waiting("cnv_b", 1));
  }

  @Test
  void allAreToldTheSameObjectSoThatItIsWrittenOnce() {
    tells(change(waiting("cnv_a", 1)));

    assertThat(anna.receiveMessage()).isSameAs(ben.receiveMessage());
  }

  @Test
  void manyRowsComeInPiecesOfBoundedSize() {
    int most = InboxAudience.TOLD_AT_ONCE_MAX;
    List<InboxEntry> rows =
        IntStream.range(0, most * 2 + 1).mapToObj(n -> waiting("cnv_" + n, 1)).toList();

    tells(rows.stream().map(InboxRows::change).toArray(InboxChange[]::new));
    audience.tell(ben.getRef(), rows);

    assertThat(pieces(anna)).extracting(List::size).containsExactly(most, most, 1);
    List<List<InboxEntry>> bens = pieces(ben);
    assertThat(bens).extracting(List::size).containsExactly(most, most, 1, most, most, 1);
    assertThat(bens.subList(3, 6).stream().flatMap(List::stream)).isEqualTo(rows);
  }

  @Test
  void rowsForOneGoToNobodyElseAndAreThoseOfTheListsWatched() {
    audience.tell(
        anna.getRef(), List.of(waiting("cnv_a", 1), agents("cnv_b", 1), ownedBy(BENS, "cnv_c", 1)));

    assertThat(toldTo(anna)).containsExactly(waiting("cnv_a", 1));
    assertThat(toldTo(ben)).isEmpty();
  }

  @Test
  void whatWasGatheredBeforeAnotherListIsWatchedIsToldAllTheSame() {
    audience.remove(ben.getRef());
    InboxEntry left = ownedBy(BENS, "cnv_a", 2);
    audience.gather(move(waiting("cnv_a", 1), left));

    audience.watch(anna.getRef(), EnumSet.of(View.WAITING, View.MINE, View.AGENT));
    audience.tell();

    assertThat(toldTo(anna)).containsExactly(left);
  }

  @Test
  void whoHasGoneIsToldNothingAndTheLastOneLeavesNothingBehind() {
    audience.gather(change(waiting("cnv_a", 1)));
    assertThat(audience.remove(anna.getRef())).isTrue();
    assertThat(audience.remove(anna.getRef())).isFalse();
    assertThat(audience.isEmpty()).isFalse();
    assertThat(audience.tell()).isTrue();
    assertThat(toldTo(anna)).isEmpty();
    assertThat(toldTo(ben)).hasSize(1);

    audience.gather(change(waiting("cnv_a", 2)));
    audience.remove(ben.getRef());

    assertThat(audience.isEmpty()).isTrue();
    assertThat(audience.tell()).isFalse();
  }

  @Test
  void whoIsNotKnownCanWatchNothing() {
    TestInbox<InboxNews> stranger = TestInbox.create("stranger");
    audience.watch(stranger.getRef(), EnumSet.of(View.WAITING));

    tells(change(waiting("cnv_a", 1)));

    assertThat(toldTo(stranger)).isEmpty();
  }

  private void tells(InboxChange... changes) {
    Stream.of(changes).forEach(audience::gather);
    audience.tell();
  }

  private static List<InboxEntry> toldTo(TestInbox<InboxNews> subscriber) {
    return pieces(subscriber).stream().flatMap(List::stream).toList();
  }

  private static List<List<InboxEntry>> pieces(TestInbox<InboxNews> subscriber) {
    return subscriber.getAllReceived().stream()
        .map(news -> ((InboxNews.EntriesChanged) news).entries())
        .toList();
  }
}
