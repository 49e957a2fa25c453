package dev.baton.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
        "Hey, how are you? | WELLBEING",
        "Hi team, how is it going today | WELLBEING",
        "wie geht es dir? | WELLBEING",
        "helllo | GREETING",
        "Guten Tag | GREETING",
        "thanks | THANKS",
        "Thanks, that helped | THANKS",
        "Thank you so much for your help! | THANKS",
        "ok great, thanks | THANKS",
        "merci beaucoup | THANKS",
        "ok | THANKS",
        "thnaks a lot | THANKS",
        "Perfect, that worked | THANKS",
        "obrigado | THANKS",
        "you're awesome | PRAISE",
        "Good job! | PRAISE",
        "ok great bye | GOODBYE",
        "no thanks, that's all | GOODBYE",
        "tot ziens | GOODBYE",
        "lol | LAUGH",
        "hahaha that was good | LAUGH",
        "👋 | LAUGH",
        "👍🏽👍🏽 | LAUGH",
        "tell me a joke | JOKE",
        "Do you know any good jokes about lamps? | JOKE",
        "what is the meaning of life | JOKE",
        "give me a fun fact about owls | JOKE",
        "what's your name? | NAME",
        "hi, who are you | NAME",
        "who made you | ABOUT",
        "how old are you? | ABOUT",
        "where are you from | ABOUT",
        "do you have any pets | ABOUT",
        "what can you do for me? | ABILITY",
        "which topics can I ask you about | ABILITY",
        "Hello! What can you help with? | ABILITY",
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
        "Hi, my card is blocked",
        "That did not help",
        "wrong answer",
        "this is not helpful",
        "thanks for nothing, it is broken",
        "you are useless",
        "ok but why?",
        "ok so what now",
        "👎",
        "😡😡",
        "❓❓❓",
        "???",
        "can you help me?",
        "help",
        "I have a question",
        "what can I do about a late parcel",
        "what do you offer",
        "what is the company's name",
        "who made this lamp?",
        "where are you located?",
        "how old is the building",
        "do you have dog food",
        "can I bring my cat or dog",
        "What is the meaning of error 17?",
        "fact sheet",
        "Is the joke book in stock?",
        "Its good for what",
        "nice to have features",
        "can I call you",
        "When was your shop founded?",
        "Is it good for kids?",
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

  @Test
  void anythingAtAllIsReadWithoutHarm() {
    for (String text :
        List.of("🙂".repeat(5_000), "OK ".repeat(3_333), "\ud800", "ありがとう", "Спасибо", "\n\n")) {
      assertThat(SmallTalk.in(text)).as(text).isEmpty();
    }
  }
}
