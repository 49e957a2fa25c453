package dev.baton.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplicitRequestTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "I need a human",
        "i need a human.",
        "HUMAN PLEASE",
        "agent",
        "Live agent!",
        "representative please",
        "Can I talk to a real person?",
        "could I please speak with someone from your team",
        "I would like to speak to a manager",
        "let me talk to somebody",
        "put me through to a human",
        "Please connect me to billing",
        "transfer me to the sales department",
        "get me your supervisor",
        "hand me over to a colleague",
        "I'd rather chat with a person",
        "I want to talk to someone else",
        "Is there a human I can talk to?",
        "is there someone I can speak to",
        "can I tlak to an agnet",
        "i wnat to speak with somebdoy",
        "speak to a representatve",
        "I do not want to talk to a bot",
        "stop, I'm tired of talking to a machine",
        "How do I get hold of a person?",
        "This is useless. Give me a human.",
        "I was charged twice and nobody helps, I need to speak to support",
        "Can someone call me?",
        "Ich möchte mit einem Menschen sprechen",
        "Kann ich bitte mit einem Mitarbeiter reden?",
        "Mitarbeiter bitte",
        "Verbinden Sie mich mit dem Kundendienst",
        "Je voudrais parler à un conseiller",
        "Puis-je parler avec une vraie personne ?",
        "Quiero hablar con una persona",
        "Necesito hablar con un agente humano",
        "Páseme con un operador, por favor"
      })
  void hearsARequestForAPerson(String text) {
    assertThat(ExplicitRequest.isIn(text)).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "👋",
        "Someone else used my card",
        "are you a real person?",
        "Am I talking to a human or a bot?",
        "My agent said the parcel would arrive on Monday",
        "I talked to an agent yesterday and she said it is fixed",
        "I was talking to someone from your team last week",
        "How do I add an agent to my team?",
        "How does the agent hand a conversation over to a person?",
        "What happens when a customer asks to speak to a human?",
        "Can customers ask for a human?",
        "When does the bot transfer users to an operator?",
        "How can I assign a conversation to another operator?",
        "Do I need to talk to someone to cancel my plan?",
        "Should I contact support if the light blinks?",
        "I don't want to talk to a person, just tell me the price",
        "no need to connect me to an agent",
        "Can I send money to another person?",
        "How many people can use one account?",
        "I need the contact person's address on the invoice",
        "Who is my account manager?",
        "I want to call a function from the API",
        "How do I contact customer support by mail?",
        "Is a human resources module included?",
        "The operator precedence in my filter is wrong",
        "I lost my phone and someone may read my chats",
        "How do I export my chats with customers?",
        "What is the support team's opening time?",
        "Do you support contactless payment?",
        "My wife wants to talk to her sister through the app",
        "Which real estate agent plan is cheapest?",
        "How do I get someone's invoice?",
        "I need an assistant role for my intern",
        "Hand back the conversation to the agent",
        "Ist die Person im Vertrag geändert?",
        "Combien de personnes peuvent utiliser le compte ?",
        "¿Cuántas personas pueden usar la cuenta?"
      })
  void isNotFooledByPeopleWhoAreOnlyMentioned(String text) {
    assertThat(ExplicitRequest.isIn(text)).as(text).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "talk ",
        "to a ",
        "speak with the real ",
        "a",
        "a ",
        "dont want to ",
        "connect me me me ",
        "can someone ",
        "'",
        "\u0301",
        "i need a human human being "
      })
  void reads64KiBOfAnythingInBoundedSteps(String seed) {
    String hostile = seed.repeat(65_536 / seed.length());

    // Ends at all: with patterns that look back this would run for years.
    ExplicitRequest.isIn(hostile);
    SmallTalk.in(hostile);
  }

  @Test
  void hearsTheRequestAtTheEndOfALongBurst() {
    String burst = "My order has not arrived yet.\n".repeat(500) + "I want to talk to a human";

    assertThat(ExplicitRequest.isIn(burst)).isTrue();
  }
}
