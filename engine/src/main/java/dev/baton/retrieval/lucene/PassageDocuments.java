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

  private static final int TITLE_WEIGHT = 1;
  private static final int HEADING_WEIGHT = 2;
  private static final String LIKENESS = "likeness";
  private static final String FINGERPRINT = "fingerprint";
  static final Term IS_PASSAGE = new Term("kind", "passage");

  /** Which documents are passages, for queries over blocks. */
  static final BitSetProducer PASSAGES = new QueryBitSetProducer(new TermQuery(IS_PASSAGE));

  private PassageDocuments() {}

  static Term bySource(SourceId source) {
    return new Term(SOURCE, source.value());
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
      List<String> models,
      PartVectors vectors,
      String fingerprint) {
    List<Document> block = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Document part = new Document();
      part.add(new StringField(SOURCE, passage.source().value(), Field.Store.NO));
      part.add(new TextField(PART_WORDS, PassageParts.heading(passage), Field.Store.NO));
      part.add(new TextField(PART_WORDS, parts.get(i), Field.Store.NO));
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
    Document document = document(passage, fingerprint);
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

  private static Document document(Passage passage, String fingerprint) {
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
    index(document, passage.title(), TITLE_WEIGHT);
    index(document, passage.heading(), HEADING_WEIGHT);
    index(document, passage.text(), 1);
    return document;
  }

  private static void store(Document document, String field, @Nullable String value) {
    if (value != null) {
      document.add(new StoredField(field, value));
    }
  }

  private static void index(Document document, @Nullable String text, int times) {
    for (int i = 0; text != null && i < times; i++) {
      document.add(new TextField(WORDS, text, Field.Store.NO));
    }
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
