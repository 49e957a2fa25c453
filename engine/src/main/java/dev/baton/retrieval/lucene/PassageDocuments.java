package dev.baton.retrieval.lucene;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.PassageParts;
import dev.baton.retrieval.embedding.PartVectors;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.jspecify.annotations.Nullable;

/**
 * How a passage lies in the index: a block of documents, first one for each of its parts, with its
 * words and vectors, then the passage itself with all its words.
 */
final class PassageDocuments {
  static final String WORDS = "words";
  static final String PART_WORDS = "part-words";
  static final String SOURCE = "source";

  /** Words of a text that are looked at. */
  static final int WORDS_MAX = 2_000;

  private static final int HEADING_WEIGHT = 2;
  private static final String LANGUAGE = "language";
  private static final String LIKENESS = "likeness";
  private static final String FINGERPRINT = "fingerprint";
  static final Term IS_PASSAGE = new Term("kind", "passage");

  /** Which documents are passages, for queries over blocks. */
  static final BitSetProducer PASSAGES = new QueryBitSetProducer(new TermQuery(IS_PASSAGE));

  private PassageDocuments() {}

  static Term bySource(SourceId source) {
    return new Term(SOURCE, source.value());
  }

  /** What passages in a language have. */
  static Term in(SourceLanguage language) {
    return new Term(LANGUAGE, language.name());
  }

  /** The field with the vectors of a model. */
  static String vectors(String model) {
    return "vectors-" + model;
  }

  /**
   * The block of a passage.
   *
   * @param parts of the passage, in the order of their vectors
   * @param fingerprint of all that its source has
   */
  static List<Document> block(
      Passage passage,
      List<String> parts,
      SourceLanguage language,
      List<String> models,
      PartVectors vectors,
      String fingerprint) {
    List<Document> block = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Document part = new Document();
      part.add(new StringField(SOURCE, passage.source().value(), Field.Store.NO));
      index(part, PART_WORDS, language, PassageParts.heading(passage));
      index(part, PART_WORDS, language, parts.get(i));
      for (int model = 0; model < models.size(); model++) {
        List<byte[]> directions = vectors.under(model);
        if (i < directions.size() && isDirection(directions.get(i))) {
          part.add(
              new KnnByteVectorField(
                  vectors(models.get(model)), directions.get(i), VectorSimilarityFunction.COSINE));
        }
      }
      block.add(part);
    }
    Document document = document(passage, language, fingerprint);
    document.add(new StoredField(LIKENESS, vectors.likeness()));
    block.add(document);
    return block;
  }

  /** Whether a vector points anywhere: that of a text without words does not. */
  static boolean isDirection(byte[] vector) {
    for (byte value : vector) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  private static Document document(Passage passage, SourceLanguage language, String fingerprint) {
    Document document = new Document();
    document.add(new StringField(IS_PASSAGE.field(), IS_PASSAGE.text(), Field.Store.NO));
    document.add(new StringField(SOURCE, passage.source().value(), Field.Store.YES));
    document.add(new StoredField(FINGERPRINT, fingerprint));
    document.add(new StoredField("ordinal", passage.ordinal()));
    store(document, "title", passage.title());
    store(document, "heading", passage.heading());
    store(document, "url", passage.url());
    store(document, "text", passage.text());
    if (passage.page() != null) {
      document.add(new StoredField("page", passage.page()));
    }
    document.add(new StringField(LANGUAGE, language.name(), Field.Store.NO));
    index(document, WORDS, language, passage.title());
    for (int i = 0; passage.heading() != null && i < HEADING_WEIGHT; i++) {
      index(document, WORDS, language, passage.heading());
    }
    index(document, WORDS, language, passage.text());
    return document;
  }

  private static void store(Document document, String field, @Nullable String value) {
    if (value != null) {
      document.add(new StoredField(field, value));
    }
  }

  /** Only the words are kept, in the form that their language gives them. */
  private static void index(Document document, String field, SourceLanguage language, String text) {
    String words = String.join(" ", language.words(text, WORDS_MAX));
    document.add(new TextField(field, words, Field.Store.NO));
  }

  static @Nullable String fingerprint(Document document) {
    return document.get(FINGERPRINT);
  }

  static double likeness(Document document) {
    return document.getField(LIKENESS).numericValue().doubleValue();
  }

  static Passage passage(Document document) {
    return new Passage(
        new SourceId(document.get(SOURCE)),
        number(document, "ordinal"),
        document.get("title"),
        document.get("heading"),
        document.getField("page") == null ? null : number(document, "page"),
        document.get("url"),
        document.get("text"));
  }

  private static int number(Document document, String field) {
    IndexableField stored = document.getField(field);
    return stored.numericValue().intValue();
  }
}
