package dev.baton.retrieval.lucene;

import dev.baton.retrieval.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * The words of a question as one field of the index knows them, scored by BM25 (Robertson and
 * Zaragoza 2009). A score is divided by what a text would get that has every word of the question
 * endlessly often, unknown words counted: that makes it comparable between questions.
 */
final class FieldWords {
  private final String field;
  private final List<Term> terms = new ArrayList<>();
  private final double ceiling;

  FieldWords(IndexSearcher searcher, String field, List<String> words) throws IOException {
    this.field = field;
    for (String word : words) {
      terms.add(term(searcher, field, word));
    }
    this.ceiling = terms.stream().mapToDouble(Term::weight).sum();
  }

  /** A word as the field knows it, weighted by its inverse document frequency. */
  static Term term(IndexSearcher searcher, String field, String word) throws IOException {
    int texts = searcher.getIndexReader().getDocCount(field);
    int having = searcher.getIndexReader().docFreq(new org.apache.lucene.index.Term(field, word));
    double weight = Math.log(1 + (texts - having + 0.5) / (having + 0.5));
    return new Term(word, weight, having > 0);
  }

  /** Finds the texts that have any of the words. */
  Query query() {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (Term term : terms) {
      if (term.known()) {
        query.add(
            new TermQuery(new org.apache.lucene.index.Term(field, term.word())),
            BooleanClause.Occur.SHOULD);
      }
    }
    return query.build();
  }

  /**
   * How much of the words a document has, 0 to 1.
   *
   * @param scorer of {@link #query}, or of passages by it; asked for documents in their order
   */
  double share(@Nullable Scorer scorer, int document) throws IOException {
    if (scorer == null) {
      return 0;
    }
    boolean has =
        scorer.docID() == document
            || (scorer.docID() < document && scorer.iterator().advance(document) == document);
    return has ? Math.min(1, scorer.score() / ceiling) : 0;
  }
}
