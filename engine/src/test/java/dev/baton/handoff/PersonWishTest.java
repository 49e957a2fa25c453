package dev.baton.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonWishTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "support",
        "Support?",
        "phone number",
        "call",
        "contact",
        "customer service",
        "hotline please",
        "how do I contact support",
        "How can I reach you by phone?",
        "where can I find your contact details",
        "what is your phone number",
        "can I call you",
        "who can I talk to about my bill",
        "Anybody there?",
        "Telefonnummer",
        "Wie kann ich euch erreichen?",
        "service client",
        "¿Cómo puedo contactar con ustedes?",
        "numero di telefono",
        "atendimento ao cliente",
        "telefoonnummer"
      })
  void isInDoubtAboutWaysToReachTheTeam(String text) {
    assertThat(PersonWish.in(text, PersonQuestion.NOT_ASKED)).isEqualTo(PersonWish.DOUBTFUL);
    assertThat(PersonWish.in(text, PersonQuestion.ASKED_BEFORE)).isEqualTo(PersonWish.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "How do I reset my password?",
        "Does it support dark mode?",
        "how do I add a contact",
        "change my phone number",
        "contact lenses",
        "call quality is bad",
        "My number is 12345",
        "Which countries do you support?"
      })
  void hasNoDoubtAboutOtherQuestions(String text) {
    assertThat(PersonWish.in(text, PersonQuestion.NOT_ASKED)).as(text).isEqualTo(PersonWish.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Yes, please | CONSENTED",
        "yes | CONSENTED",
        "YES!! | CONSENTED",
        "yep sure | CONSENTED",
        "ok | CONSENTED",
        "Please do | CONSENTED",
        "that would be great, thanks | CONSENTED",
        "ja | CONSENTED",
        "Ja gerne | CONSENTED",
        "oui, merci | CONSENTED",
        "sí por favor | CONSENTED",
        "va bene | CONSENTED",
        "sim | CONSENTED",
        "graag | CONSENTED",
        "No, thanks | DECLINED",
        "nope | DECLINED",
        "no | DECLINED",
        "not now, thank you | DECLINED",
        "nein danke | DECLINED",
        "non merci | DECLINED",
        "não, obrigado | DECLINED",
        "nee hoor | DECLINED",
        "connect me to a human | CLEAR",
        "no, how do I reset my password? | NONE",
        "yes but how do I reset my password? | NONE",
        "my card is blocked | NONE",
        "thanks | NONE",
        "'' | NONE",
        "🙂 | NONE"
      })
  void understandsTheReplyToItsQuestion(String text, PersonWish wish) {
    assertThat(PersonWish.in(text, PersonQuestion.JUST_ASKED)).isEqualTo(wish);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "No, thanks", "ja"})
  void takesAYesForNoneWhereNothingWasAsked(String text) {
    assertThat(PersonWish.in(text, PersonQuestion.NOT_ASKED)).isEqualTo(PersonWish.NONE);
    assertThat(PersonWish.in(text, PersonQuestion.ASKED_BEFORE)).isEqualTo(PersonWish.NONE);
  }
}
