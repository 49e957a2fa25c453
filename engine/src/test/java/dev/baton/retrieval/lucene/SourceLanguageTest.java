package dev.baton.retrieval.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.VectorsInMemory;
import dev.baton.testkit.ToyEmbedder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLanguageTest {
  private static final WorkspaceId WORKSPACE = WorkspaceId.random();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENGLISH | You can return what you bought within two weeks if it has not been used.",
        "ENGLISH | Opening hours",
        "GERMAN | Sie können die Ware innerhalb von zwei Wochen zurückgeben, wenn sie neu ist.",
        "FRENCH | Vous pouvez retourner les articles dans les deux semaines qui suivent l'achat.",
        "SPANISH | Puede devolver los productos en un plazo de dos semanas si no se han usado.",
        "ITALIAN | È possibile restituire gli articoli entro due settimane dalla data di acquisto.",
        "PORTUGUESE | Você pode devolver os produtos em até duas semanas se não foram usados.",
        "DUTCH | U kunt uw aankoop binnen twee weken terugsturen als het niet gebruikt is.",
        "SWEDISH | Du kan skicka tillbaka varan inom två veckor om den inte har använts.",
        "RUSSIAN | Вы можете вернуть товар в течение двух недель, если он не был использован.",
        "CJK | 未使用の商品は二週間以内に返品できます。",
        "OTHER | Μπορείτε να επιστρέψετε το προϊόν μέσα σε δύο εβδομάδες.",
      })
  void tellsTheLanguageOfAText(SourceLanguage language, String text) {
    assertThat(SourceLanguage.of(text)).isEqualTo(language);
  }

  @Test
  void germanSourcesAnswerGermanQuestionsByTheirWordForms() {
    try (LuceneKnowledgeBase base = base()) {
      put(base, "Rückgabe", "Sie können die Bücher innerhalb von zwei Wochen zurückgeben.");
      put(base, "Versand", "Wir versenden die Pakete jeden Tag mit der Post.");

      List<Hit> hits = base.search(WORKSPACE, "Wann kommt mein Paket?", 5);

      assertThat(hits).extracting(hit -> hit.passage().title()).containsExactly("Versand");
      assertThat(hits.getFirst().meanings()).as("the models know no German").isEmpty();
    }
  }

  @Test
  void aQuestionIsReadInItsOwnLanguageWhereSourcesAreWrittenInIt() {
    try (LuceneKnowledgeBase base = base()) {
      put(base, "Versand", "Wir versenden die Pakete jeden Tag mit der Post.");
      put(base, "Returns", "You can return the books if they are new.");
      put(base, "Orders", "You can change the orders that have not been sent.");

      assertThat(base.language(WORKSPACE, "Wann kommt mein Paket bei mir an?")).isEqualTo("GERMAN");
      assertThat(base.language(WORKSPACE, "When will my parcel be here?")).isEqualTo("ENGLISH");
      assertThat(base.language(WORKSPACE, "Zeppelin")).isEqualTo("ENGLISH");
      assertThat(base.search(WORKSPACE, "Wann wird ein Paket versendet?", 1))
          .extracting(hit -> hit.passage().title())
          .containsExactly("Versand");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"退货需要几天？", "什么时候发货？"})
  void chineseIsFoundByPairsOfCharacters(String question) {
    try (LuceneKnowledgeBase base = base()) {
      put(base, "退货", "退货需要在两周之内申请。");
      put(base, "发货", "我们每天下午发货。");

      assertThat(base.search(WORKSPACE, question, 1))
          .first()
          .satisfies(hit -> assertThat(question).contains(hit.passage().title()));
    }
  }

  private LuceneKnowledgeBase base() {
    return new LuceneKnowledgeBase(
        folder,
        new PassageVectors(List.of(new ToyEmbedder("toy")), new VectorsInMemory()),
        lost -> {});
  }

  private static void put(LuceneKnowledgeBase base, String title, String text) {
    SourceId source = SourceId.random();
    List<Passage> passages = List.of(new Passage(source, 0, title, null, null, null, text));
    base.prepare(source, passages);
    base.put(WORKSPACE, source, passages);
  }
}
