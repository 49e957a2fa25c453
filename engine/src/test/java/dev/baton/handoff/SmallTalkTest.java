package dev.baton.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTalkTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hi | GREETING",
        "Hello there! | GREETING",
        "good morning | GREETING",
        "Hey, how are you? | GREETING",
        "Guten Tag | GREETING",
        "thanks | THANKS",
        "Thanks, that helped | THANKS",
        "Thank you so much for your help! | THANKS",
        "ok great, thanks | THANKS",
        "merci beaucoup | THANKS",
        "ok | THANKS",
        "bye | GOODBYE",
        "Thanks, bye! | GOODBYE",
        "have a nice day, goodbye | GOODBYE",
        "are you a bot? | WHO_ARE_YOU",
        "Are you a real person? | WHO_ARE_YOU",
        "hi, am I talking to a human or a machine? | WHO_ARE_YOU",
        "Is this a bot | WHO_ARE_YOU",
        "who am I writing with, a robot or a person? | WHO_ARE_YOU",
        "Sind Sie ein Mensch? | WHO_ARE_YOU",
        "es-tu un robot ? | WHO_ARE_YOU"
      })
  void recognisesPoliteness(String text, SmallTalk kind) {
    assertThat(SmallTalk.in(text)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hi, how do I reset my password?",
        "thanks but it still fails",
        "good battery?",
        "How are my files kept?",
        "is this machine dishwasher safe?",
        "Are you open on Sunday?",
        "night shift surcharge"
      })
  void leavesEverythingElseToTheSources(String text) {
    assertThat(SmallTalk.in(text)).as(text).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"are you human?", "are you an AI"})
  void neverClaimsToBeAPerson(String text) {
    String line = SmallTalk.in(text).orElseThrow().line();

    assertThat(line).contains("not a person").contains("AI");
  }
}
