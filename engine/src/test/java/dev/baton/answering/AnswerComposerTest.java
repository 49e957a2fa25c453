package dev.baton.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Sentences;
import dev.baton.retrieval.Term;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerComposerTest {
  private static final String LONG =
      "Orders leave our house within two days. They travel by train where there is one. Parcels up"
          + " to five kilograms cost four euros. Heavier parcels cost nine euros and need a"
          + " signature. Islands cost twice as much because of the ferry. This does not hold for the"
          + " bridge to Fehmarn. Returns are free within fourteen days.";

  @Test
  void givesAShortPassageWhole() {
    assertThat(compose("how long is it valid", "Vouchers", "A voucher is valid for three years."))
        .contains("A voucher is valid for three years.");
  }

  @Test
  void leavesOutWhatTheQuestionDoesNotNeed() {
    assertThat(compose("what do heavier parcels cost", "Shipping", LONG))
        .contains("Heavier parcels cost nine euros and need a signature.");
  }

  @Test
  void addsTheSentenceThatASentencePointsBackTo() {
    assertThat(compose("bridge fehmarn", "Shipping", LONG))
        .hasValueSatisfying(text ->
            assertThat(text)
                .contains("Islands cost twice as much because of the ferry. This does not hold"));
  }

  @Test
  void addsTheListThatASentenceAnnounces() {
    String passage =
        LONG + "\n\nTo print a label:\n\n1. Open your order.\n2. Choose Return.\n3. Press Print.";

    assertThat(compose("print label", "Shipping", passage))
        .contains("To print a label:\n\n1. Open your order.\n2. Choose Return.\n3. Press Print.");
  }

  @Test
  void takesOneRowOfATableWithoutItsBullet() {
    String rows =
        IntStream.range(0, 20)
            .mapToObj(i -> "- plan" + i + "; Price: " + i + " EUR; Seats: " + i)
            .collect(Collectors.joining("\n"));

    assertThat(compose("plan7", "Prices", rows)).contains("plan7; Price: 7 EUR; Seats: 7");
  }

  @Test
  void staysBelowNinetyWordsOfProse() {
    String endless = (LONG + " ").repeat(5).strip();

    assertThat(compose("shipping", "Shipping", endless))
        .hasValueSatisfying(text -> assertThat(Sentences.words(text)).isLessThanOrEqualTo(90))
        .hasValueSatisfying(text -> assertThat(text).endsWith("."));
  }

  @Test
  void neverAnswersWithAHeadingAlone() {
    assertThat(compose("shipping", "Shipping", "Shipping")).isEmpty();
    assertThat(compose("shipping", "Shipping", "SHIPPING:")).isEmpty();
  }

  @Test
  void beginsInTheParagraphThatIsNearestInMeaning() {
    String shop = "We are open from nine to six, on Saturdays until two. ".repeat(3).strip();
    String money = "You are reimbursed once the parcel has come back to our house.";
    String text = shop + "\n\n" + money + "\n\n" + shop;

    assertThat(compose("what about my cash", "Shop", text, List.of(0.1, 0.2, 0.8, 0.3)))
        .contains(money);
  }

  private static Optional<String> compose(String question, @Nullable String heading, String text) {
    return compose(question, heading, text, List.of());
  }

  private static Optional<String> compose(
      String question, @Nullable String heading, String text, List<Double> parts) {
    Passage passage = new Passage(SourceId.random(), 0, "Shop", heading, null, null, text);
    QuestionWords words = new QuestionWords(terms(question));
    return new AnswerComposer(AnswerComposerTest::terms)
        .compose(question, words, new Hit(passage, 0.5, List.of(), parts, Double.NaN));
  }

  private static List<Term> terms(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
        .filter(word -> word.length() > 3)
        .map(word -> new Term(word, 1, true))
        .toList();
  }
}
