package dev.baton.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.ConversationId;
import org.junit.jupiter.api.Test;

class DamagedConversationsTest {
  private static final ConversationId ID = new ConversationId("cnv_bad");

  private long now = 5;
  private final DamagedConversations damaged =
      new DamagedConversations(IllegalCallerException.class::isInstance, () -> now);

  @Test
  void oneThatCannotBeReadIsLeftAloneForAWhileAndStaysListed() {
    assertThat(damaged.unreadable(ID, new IllegalStateException("no such type"))).isTrue();
    assertThat(damaged.bars(ID)).isTrue();

    now += DamagedConversations.TRY_AGAIN_AFTER.toNanos();

    assertThat(damaged.bars(ID)).isFalse();
    assertThat(damaged.list()).containsExactly(ID);
  }

  @Test
  void oneThatIsReadAgainIsWell() {
    damaged.unreadable(ID, new IllegalStateException("no such type"));

    damaged.readable(ID);

    assertThat(damaged.bars(ID)).isFalse();
    assertThat(damaged.list()).isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayDamagesNothing() {
    assertThat(damaged.unreadable(ID, new IllegalCallerException("away"))).isFalse();
    assertThat(damaged.list()).isEmpty();
  }

  @Test
  void theOldestIsForgottenWhenThereAreTooMany() {
    for (int i = 0; i <= DamagedConversations.REMEMBERED_MAX; i++) {
      damaged.unreadable(new ConversationId("cnv_" + i), new IllegalStateException("bad"));
    }

    assertThat(damaged.list()).hasSize(DamagedConversations.REMEMBERED_MAX);
    assertThat(damaged.bars(new ConversationId("cnv_0"))).isFalse();
  }
}
